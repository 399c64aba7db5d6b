module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-knows-nothing',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: '^(constructs|app|providers|environments|scripts)/' },
    },
    {
      name: 'schema-is-words',
      severity: 'error',
      from: { path: '^constructs/.*/schema\\.ts$' },
      to: { path: '^constructs/.*/(contract|rules|objects|identities)(/|\\.ts$)|^constructs/(cloud|platform)\\.ts$' },
    },
    {
      name: 'constructs-know-no-provider',
      severity: 'error',
      from: { path: '^constructs/' },
      to: { path: '^(app|providers|environments|scripts)/' },
    },
    {
      name: 'providers-know-no-app',
      severity: 'error',
      from: { path: '^providers/' },
      to: { path: '^(app|environments|scripts)/' },
    },
    {
      name: 'app-knows-no-provider',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^(providers|environments|scripts)/' },
    },
    {
      name: 'clouds-apart',
      severity: 'error',
      from: { path: '^providers/(aws|google|azurerm)/' },
      to: { path: '^providers/(aws|google|azurerm)/', pathNot: '^providers/$1/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
