Feature: Harbour permit

  Background:
    Given it is “2.3.2026 9:00”
    And "Clerk of Fisheries" asks for "Harbour permit":
      | title       | A jetty          |
      | departments | Fisheries; Works |

  Scenario: A permit is granted and numbered
    Then it waits at “Survey”;“Notice”
    And “Survey” is due on “11.3.2026”
    When all goes its way to “Decide”
    And “First Bailie” does “Decide”, “decision” being “grant”
    Then it is over, with “granted”
    And there is a “Permit” numbered “HP/2026/001”

  @never
  Scenario: Nobody decides before the survey
    When “First Bailie” does “Decide”
    Then it is refused under “article 2”.
