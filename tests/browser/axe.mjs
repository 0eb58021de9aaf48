// What axe finds in a page as it stands.

import { AxeBuilder } from "@axe-core/playwright";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What is wrong, and what could not be decided. What is right is not listed, node by node: that
 * takes longer than the search. Nor is a page opened for each search, which joins what is found in
 * frames of other sites: there are none.
 */
export const axe = (page) =>
  new AxeBuilder({ page })
    .options({ resultTypes: ["violations", "incomplete"] })
    .withTags(TAGS)
    .setLegacyMode(true)
    .analyze();
