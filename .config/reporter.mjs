/** The last line of a test run: `N passed, N failed`. */

export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      const errors = module.errors().length;
      failed += errors;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") passed++;
        else if (state === "failed") failed++;
      }
      for (const suite of module.children.allSuites()) failed += suite.errors().length;
    }
    // The default reporter writes its summary in the same phase; this line comes after it.
    process.on("exit", () => process.stdout.write(`${passed} passed, ${failed} failed\n`));
  }
}
