/** Warnings about values from the secret store: who signs in to a database as its owner. */
import { on } from '../../helpers/environments';
import { baseWith } from '../../helpers/platform';
import { warningsOf } from '../../helpers/synth';

const warned = (workload: object): string =>
  warningsOf(
    on(
      'aws',
      baseWith({
        addons: { externalSecrets: {} },
        databases: { postgres: { users: { app: { rights: 'read-write' } } } },
        workloads: {
          api: {
            namespace: 'shop',
            image: 'registry.example.com/shop/api:1.4.2',
            resources: { cpu: '100m', memory: '256Mi' },
            probes: { liveness: { command: ['alive'] } },
            ...workload,
          },
        },
      }),
    ),
  ).join('\n');

const password = { from: 'postgres', key: 'password' };

it.each([
  ['a variable', { secretEnv: { PASSWORD: password } }, 'secretEnv.PASSWORD.from'],
  ['a text', { secretFiles: { '/etc/url': { from: 'postgres', template: '{username}:{password}' } } }, '/etc/url'],
])('warns of an application that signs in as the owner by %s', (_, workload, property) => {
  expect(warned(workload)).toContain('signs in to "postgres" as its owner, who may change and drop every table');
  expect(warned(workload)).toContain(property);
});

it.each([
  ['a user', { secretEnv: { PASSWORD: { ...password, user: 'app' } } }],
  ['the certificate alone', { secretFiles: { '/etc/ca.pem': { from: 'postgres', key: 'ca' } } }],
  [
    'the owner in a job that migrates',
    { jobs: { migrate: { when: 'before-rollout', command: ['migrate'], secretEnv: { PASSWORD: password } } } },
  ],
])('takes %s', (_, workload) => {
  expect(warned(workload)).not.toContain('as its owner');
});
