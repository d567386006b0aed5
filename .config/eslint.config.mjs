/** Lint rules: types are checked strictly, and nothing is cast away. */
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/**",
      "**/dist/**",
      "**/.cache/**",
      "docs/site/**",
      "**/*.mjs",
      "**/*.cjs",
      ".config/*.ts",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        // One program for all files: one for each package would hold the types of most packages many times.
        project: [".config/tsconfig.lint.json"],
        tsconfigRootDir: new URL("..", import.meta.url).pathname,
      },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-invalid-void-type": ["error", { allowAsThisParameter: true }],
      // A type parameter that occurs once can still be what an author writes out.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      // Generics whose arguments are literals mean the empty record where there are none.
      "@typescript-eslint/no-generated-empty-object-type": "off",
      // It overflows the stack on types that name themselves, such as trees, and takes most of the memory.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      // There are no enums.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "max-lines": ["error", 300],
      "no-restricted-syntax": [
        "error",
        {
          selector: "TSAsExpression > TSAsExpression > TSUnknownKeyword",
          message: "Do not cast through unknown; make the types agree.",
        },
      ],
    },
  },
  {
    files: ["**/*.test.ts", "**/*.test-d.ts", "**/test/**"],
    rules: {
      // Generics whose arguments are literals mean the empty record where there are none.
      "@typescript-eslint/no-generated-empty-object-type": "off",
      // expect(...) and generated cases are loosely typed by their libraries.
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
    },
  },
  {
    // Lists that are made from the folders are not read from top to bottom.
    files: ["packages/ops/src/lists/*.ts"],
    rules: { "max-lines": "off" },
  },
);
