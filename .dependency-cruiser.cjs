/**
 * The floors of the house. Imports run down, never up and never in a circle, those of types included:
 *
 *     main.ts, cli.ts, scripts/    start something
 *     index.ts                     the public API
 *     app/   providers/            two wings: what is done with environments, and what each cloud makes of them
 *     constructs/                  the vocabulary that environments are written in
 *     core/                        what knows nothing of this project's subject
 *
 * environments/ is its users' data. It stands beside the house and sees its doors only; the house does not see
 * environments/ at all. __tests__/ is the scaffolding: it sees everything else, and nothing sees it.
 */
const TESTS = '(^|/)__tests__/';
const CDKTF = '^node_modules/(cdktf|constructs)/';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment:
        'Two files that import each other can only be understood together. Move what both need into a third file below them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-knows-nothing',
      comment:
        'core/ is the ground floor: it would be of use in a project about something else. It imports nothing above it.',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: '^(constructs|app|providers|environments|scripts)/|^main\\.ts$' },
    },
    {
      name: 'schema-is-words',
      comment:
        'A schema says what may be written. Contracts, rules and the objects of an add-on are made from it, so it cannot import them.',
      severity: 'error',
      from: { path: '^constructs/.*/schema\\.ts$' },
      to: { path: '^constructs/.*/(contract|rules|objects|identities)(/|\\.ts$)|^constructs/(cloud|platform)\\.ts$' },
    },
    {
      name: 'schema-without-cdktf',
      comment: 'A schema is data about data: it can be read, printed and checked where there is no CDKTF.',
      severity: 'error',
      from: { path: '^constructs/.*/schema\\.ts$' },
      to: { path: CDKTF },
    },
    {
      name: 'schema-reaches-no-cdktf',
      comment: 'The same holds for everything that a schema imports.',
      severity: 'error',
      from: { path: '^constructs/.*/schema\\.ts$' },
      to: { path: CDKTF, reachable: true },
    },
    {
      name: 'schema-without-environment',
      comment:
        "A construct's schema does not know the environment that it will be a part of: the environment's schema is made of it.",
      severity: 'error',
      from: { path: '^constructs/.*/schema\\.ts$', pathNot: '^constructs/environment/' },
      to: { path: '^constructs/environment/' },
    },
    {
      name: 'constructs-know-no-provider',
      comment: 'The vocabulary is the same on every cloud: what differs is in providers/, which implement it.',
      severity: 'error',
      from: { path: '^constructs/' },
      to: { path: '^(app|providers|environments|scripts)/|^main\\.ts$' },
    },
    {
      name: 'providers-know-no-app',
      comment:
        'A provider makes resources of properties. Which environments there are, and what is done with them, is up to app/.',
      severity: 'error',
      from: { path: '^providers/' },
      to: { path: '^(app|environments|scripts)/|^main\\.ts$' },
    },
    {
      name: 'app-knows-no-provider',
      comment:
        'Clouds and environments are arguments of app/, so that a cloud can be added or left out, and tests can give their own.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^(providers|environments|scripts)/|^main\\.ts$' },
    },
    {
      name: 'clouds-apart',
      comment: 'A cloud can be read, changed and removed alone. What clouds share is in constructs/ and core/.',
      severity: 'error',
      from: { path: '^providers/(aws|google|azurerm)/' },
      to: { path: '^providers/(aws|google|azurerm)/', pathNot: '^providers/$1/' },
    },
    {
      name: 'environments-are-their-users',
      comment:
        'Users add, change and delete environments: nothing of the product, nor any of its tests, may depend on one. Tests of an environment stand beside it, in environments/<system>/__tests__/.',
      severity: 'error',
      from: { pathNot: '^environments/|^main\\.ts$' },
      to: { path: '^environments/' },
    },
    {
      name: 'tests-are-not-the-product',
      comment: 'What tests need is no part of the app.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'environments-are-data',
      comment:
        'An environment is typed data, and code that extends its stacks: it imports its neighbours, packages, and of the house only its public API.',
      severity: 'error',
      from: { path: '^environments/', pathNot: TESTS },
      to: { pathNot: '^environments/|^node_modules/|^constructs/environment/schema\\.ts$|^index\\.ts$' },
    },
    {
      name: 'environments-import-types',
      comment: 'The schema is imported for its type alone (`import type`), so that data runs nothing.',
      severity: 'error',
      from: { path: '^environments/', pathNot: TESTS },
      to: { path: '^constructs/', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
