Feature: Notice

  Background:
    Given it is “2.3.2026 9:00”
    And “Clerk of Fisheries” asks for “Notice”:
      | title  | Mooring fees |
      | copies | 5            |

  Scenario: A notice is signed, then numbered, sealed and entered in the register
    When all goes its way to “Sign”
    Then it has no number
    And “Sign” is for “Provost”
    When “Provost” does “Sign”
    And “Registrar” does “Check the print”
    Then it is over, with “issued”
    And there is a “Notice” numbered “PN/2026/001”
    And the “Notice” says “Mooring fees”
    And the “Notice” does not say “Harbour”
    And the register “Seals used” has:
      | number | PN/2026/001 |
      | copies | 5           |
    And “Sign” is for “Provost”

  @never
  Scenario: A number that came to nothing is void and not given again
    When all goes its way to “Check the print”
    And “Registrar” sends “Check the print” back to “Sign” because “a misprint”
    Then “PN/2026/001” is void because “misprint”
    And it has no number
    When “Provost” does “Sign”
    And “Provost” ends it because “withdrawn”
    Then “PN/2026/002” is void because “withdrawn”

  @never
  Scenario: A change of substance voids the review
    When all goes its way to “Amend”
    And “Clerk of Fisheries” does “Amend”, “Substantial” being “yes”
    Then “Review” holds no longer because “changed in substance”
    And it waits at “Review”
    When “Provost” does “Sign”
    Then it is refused under “article 2”

  Scenario: One more head countersigns
    When all goes its way to “Countersign”
    And “Head of Fisheries” adds “Head of Works” to “Countersign”
    And “Head of Fisheries” does “Countersign”
    Then it waits at “Countersign”
    And “Countersign” is for “Head of Works”
    And “Countersign” is not for “Head of Fisheries”

  Scenario: The Registrar enters what the Provost signed on paper
    When all goes its way to “Sign”
    And “Registrar” enters “Sign” for “Provost”, “Signed” being “yes”
    Then the record shows “Sign” by “Registrar” for “Provost”
    And it waits at “Check the print”

  @never
  Scenario: Only one of two who sign at once gets through
    Given “Provost” lets “Second Bailie” act at “Sign” from “1.3.2026” to “9.3.2026”
    When all goes its way to “Sign”
    Then “Sign” is for “Second Bailie”
    And “Sign” is not for “First Bailie”
    When “Provost” and “Second Bailie” do “Sign” at once
    Then only one got through and the other reads “已办理”
    And it waits at “Check the print”

  Scenario: What is shown is seen
    When “Clerk of Fisheries” shows it to “Head of Works”;“Surveyor”
    And “Head of Works” has read it
    Then “Surveyor” sees it but not “secret”
    And “Head of Harbour Office” does not see it
