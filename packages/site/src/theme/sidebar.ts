/** The menu at the side. */
import type { DefaultTheme } from "vitepress";
import { guideGroups, japaneseGroup, learnGroup, type GuideGroup } from "../guides/guides.ts";
import { families } from "../reference/families.ts";

/** The guides beside guides, the chapters beside chapters, the families beside the reference. */
export function sidebar(): DefaultTheme.SidebarMulti {
  return {
    "/guides/": guideGroups.map(menuOf),
    "/learn/": [menuOf(learnGroup)],
    "/ja/": [menuOf(japaneseGroup)],
    "/reference/": [
      {
        text: "Reference",
        link: "/reference/",
        items: families.map(({ title, id }) => ({ text: title, link: `/reference/${id}/` })),
      },
    ],
  };
}

function menuOf({ title, guides }: GuideGroup): DefaultTheme.SidebarItem {
  return {
    text: title,
    items: guides.map((guide) => ({ text: guide.title, link: guide.page.replace(/\/index$/, "/") })),
  };
}
