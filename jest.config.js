/** @type {import('jest').Config} */
module.exports = {
  // Tests of the product, and those of environments beside them.
  roots: ['<rootDir>/__tests__', '<rootDir>/environments'],
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  // Compiles without a type check: `npm run typecheck` does that once, instead of once per file.
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        // Every test file loads its modules anew. Packages wait until a test needs them: those of the clouds are 50 MB.
        module: { type: 'commonjs', lazy: true },
        // Beside the code, where they are read only for errors.
        sourceMaps: true,
      },
    ],
  },
  moduleNameMapper: { '^triptych$': '<rootDir>/index.ts' },
  setupFiles: ['<rootDir>/core/cdktf/fast-tokens.ts'],
  globalSetup: '<rootDir>/scripts/jest-temporary.cjs',
  maxWorkers: 2,
  // Some tests start the app, possibly on a busy machine.
  testTimeout: 60_000,
  // CDKTF keeps every token of a process indefinitely.
  workerIdleMemoryLimit: '1GB',
  coverageProvider: 'v8',
  collectCoverageFrom: ['app/**/*.ts', 'core/**/*.ts', 'constructs/**/*.ts', 'providers/**/*.ts', '*.ts'],
};
