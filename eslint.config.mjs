// @ts-check
import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import sortImports from 'eslint-plugin-simple-import-sort';
import tseslint from 'typescript-eslint';

const CLOUDS = ['aws', 'google', 'azurerm'];
/** Tests of the product, and tests that stand beside an environment. */
const TESTS = ['**/__tests__/**/*.ts'];

/** Imports that are forbidden in every file. */
const ANYWHERE = [
  {
    regex: '^@cdktf/provider-[^/]+(/lib)?(/(lazy-)?index)?(\\.js)?/?$',
    message: 'Importing the barrel takes seconds and gigabytes: import @cdktf/provider-<name>/lib/<resource>.',
  },
  {
    regex: '^cdktf/lib/(?!testing/adapters/jest$)',
    message: 'A private path of CDKTF: only core/cdktf/fast-tokens.ts may import one.',
  },
];

const NO_PROVIDERS = [
  {
    regex: '^@cdktf/provider-',
    message: 'Only providers/ may import provider bindings, including their types.',
  },
  {
    regex: '^\\.{1,2}/(.*/)?providers(/|$)',
    message: 'This folder must not know the clouds: they are passed as arguments.',
  },
];

/** @param {string[]} files @param {{ regex: string, message: string }[]} patterns */
const zone = (files, ...patterns) => ({
  files,
  rules: { 'no-restricted-imports': /** @type {const} */ (['error', { patterns: [...ANYWHERE, ...patterns] }]) },
});

/** A record whose entries keep their keys. */
const SAME_KEYS = {
  selector:
    'CallExpression[callee.object.name="Object"][callee.property.name="fromEntries"] > ' +
    'CallExpression[callee.property.name="map"][callee.object.callee.object.name="Object"][callee.object.callee.property.name="entries"] > ' +
    'ArrowFunctionExpression[params.0.elements.0.type="Identifier"][body.elements.0.type="Identifier"]',
  message: 'mapValues of core/records.ts makes a record with the same keys.',
};

const NO_PROVIDER_TYPES = {
  selector: 'TSImportType > Literal[value=/^@cdktf.provider-/]',
  message: NO_PROVIDERS[0].message,
};

export default defineConfig(
  globalIgnores(['cdktf.out*/', 'coverage/', 'dist/', 'node_modules/']),
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { 'sort-imports': sortImports },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { disallowTypeAnnotations: false, fixStyle: 'inline-type-imports' },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Providers extend such interfaces with their resources.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'always' }],
      '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
      eqeqeq: ['error', 'always'],
      'sort-imports/imports': 'error',
      'sort-imports/exports': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      // A default is an answer for all that is not named, such as the many kinds of a syntax tree.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      complexity: ['error', 12],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-nested-ternary': 'error',
      'no-restricted-syntax': ['error', SAME_KEYS],
    },
  },
  {
    files: TESTS,
    rules: { 'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }] },
  },
  {
    // Tests read synthesized JSON untyped.
    files: TESTS,
    rules: Object.fromEntries(
      ['assignment', 'member-access', 'argument', 'return', 'call'].map((kind) => [
        `@typescript-eslint/no-unsafe-${kind}`,
        'off',
      ]),
    ),
  },
  zone(['**/*.ts']),
  zone(['app/**/*.ts', 'core/**/*.ts', 'constructs/**/*.ts'], ...NO_PROVIDERS, {
    regex: '^\\.{1,2}/(.*/)?environments(/|$)',
    message: 'Environments are passed as arguments.',
  }),
  {
    ...zone(['environments/**/*.ts'], NO_PROVIDERS[1], {
      regex: '^\\.{1,2}/(.*/)?(scripts|main|cli)(/|$)',
      message: 'An environment starts nothing: of the product it imports only the public API, triptych.',
    }),
    ignores: TESTS,
  },
  zone(['*.ts', 'scripts/**/*.ts'], NO_PROVIDERS[0]),
  {
    // The same for inline `import('…')` types.
    files: ['app/**/*.ts', 'core/**/*.ts', 'constructs/**/*.ts', 'environments/**/*.ts', '*.ts', 'scripts/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-syntax': ['error', SAME_KEYS, NO_PROVIDER_TYPES],
    },
  },
  ...CLOUDS.map((cloud) => zone([`providers/${cloud}/**/*.ts`], ...otherClouds(cloud))),
  zone(['providers/kubernetes/**/*.ts', 'providers/helm/**/*.ts'], ...otherClouds()),
  // Environments import nothing of core/.
  { files: ['environments/**/*.ts'], rules: { 'no-restricted-syntax': ['error', NO_PROVIDER_TYPES] } },
  { files: ['core/records.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['core/cdktf/fast-tokens.ts'],
    rules: { 'no-restricted-imports': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.cjs', 'jest.config.js'],
    languageOptions: { sourceType: 'commonjs', globals: { ...nodeGlobals(), module: 'writable', require: 'readonly' } },
  },
);

/** @param {string} [own] */
function otherClouds(own) {
  const others = CLOUDS.filter((cloud) => cloud !== own).join('|');
  return [
    { regex: `^@cdktf/provider-(${others})(/|$)`, message: 'Bindings of another cloud.' },
    {
      regex: `^\\.{1,2}/(.*/)?(${others})(/|$)`,
      message: 'A cloud must not import another: shared code belongs in constructs/ or core/.',
    },
  ];
}

function nodeGlobals() {
  return Object.fromEntries(
    ['__dirname', '__filename', 'Buffer', 'console', 'process', 'performance', 'setImmediate'].map((name) => [
      name,
      'readonly',
    ]),
  );
}
