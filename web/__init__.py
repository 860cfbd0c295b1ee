"""The screens: what people see and send.  It shows rules and asks for acts; it decides nothing by itself."""
