/** The guides in the order in which they are read: where their text stands, and under which address it is shown. */

/** A page that somebody wrote. */
export interface Guide {
  readonly title: string;
  /** From the root of the repository; `null` for a page that is made from something else. */
  readonly file: string | null;
  /** Without an ending. */
  readonly page: string;
}

/** A part of the menu. */
export interface GuideGroup {
  readonly title: string;
  readonly guides: readonly Guide[];
}

/** The chapters on backpropagation, with their titles in English and Japanese. */
const chapters = [
  ["index", "Backpropagation", "誤差逆伝播法"],
  ["gradient-descent", "Gradient descent", "勾配降下法"],
  ["chain-rule", "The chain rule", "連鎖律"],
  ["two-hidden-layers", "Two hidden layers", "隠れ層が二つのネットワーク"],
  ["cost-of-all-weights", "All weights in one pass", "すべての重みを一度に"],
  ["vanishing-gradients", "Vanishing gradients", "勾配消失"],
  ["starting-points", "Starting points", "出発点と局所最適解"],
  ["shared-weights", "Shared weights", "重みの共有と畳み込み"],
  ["forward-and-backward", "Forward and backward", "forward と backward"],
] as const;

/** The chapters in English. */
export const learnGroup: GuideGroup = {
  title: "Learn backpropagation",
  guides: chapters.map(([name, title]) => ({ title, file: `docs/backpropagation/${name}.md`, page: `/learn/${name}` })),
};

/** The same in Japanese. */
export const japaneseGroup: GuideGroup = {
  title: "誤差逆伝播法を学ぶ",
  guides: chapters.map(([name, , title]) => ({
    title,
    file: `docs/backpropagation/ja/${name}.md`,
    page: `/ja/learn/${name}`,
  })),
};

/** All others, in the order of the menu. */
export const guideGroups: readonly GuideGroup[] = [
  {
    title: "Start",
    guides: [
      { title: "Your first model", file: "docs/first-model.md", page: "/guides/first-model" },
      { title: "Install", file: "docs/install.md", page: "/guides/install" },
      { title: "Gallery", file: "docs/gallery.md", page: "/guides/gallery" },
      { title: "Coming from elsewhere", file: "docs/coming-from.md", page: "/guides/coming-from" },
    ],
  },
  {
    title: "Guides",
    guides: [
      { title: "Training and its events", file: "docs/training.md", page: "/guides/training" },
      { title: "Transforms and control flow", file: "docs/transforms.md", page: "/guides/transforms" },
      { title: "In apps and services", file: "docs/apps.md", page: "/guides/apps" },
      { title: "When it does not work", file: "docs/debugging.md", page: "/guides/debugging" },
      { title: "Fast programs", file: "docs/performance.md", page: "/guides/performance" },
      { title: "Sharp bits", file: "docs/sharp-bits.md", page: "/guides/sharp-bits" },
    ],
  },
  {
    title: "Plugins",
    guides: [
      { title: "Writing a plugin", file: "docs/plugins.md", page: "/guides/plugins" },
      { title: "Every form of an op", file: "docs/plugin-forms.md", page: "/guides/plugin-forms" },
      { title: "Rules beside the vjp", file: "docs/derivative-rules.md", page: "/guides/derivative-rules" },
    ],
  },
  {
    title: "About",
    guides: [
      { title: "Changes", file: null, page: "/guides/changelog" },
      { title: "Stability", file: "docs/stability.md", page: "/guides/stability" },
      { title: "Benchmarks", file: "docs/benchmarks.md", page: "/guides/benchmarks" },
      { title: "Support matrix", file: "docs/support-matrix.md", page: "/guides/support-matrix" },
      { title: "Design", file: "ARCHITECTURE.md", page: "/guides/design" },
      { title: "Contributing", file: "CONTRIBUTING.md", page: "/guides/contributing" },
    ],
  },
];
