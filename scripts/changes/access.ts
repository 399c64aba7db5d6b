/** Changes of who enters a cluster, and of runners of pipelines in it: neither holds data. */
import { type Expected, KEPT, NOTHING, type Thing, type Topology } from './matrix';

const cluster = (change: object): Topology => ({
  cluster: {
    version: '1.35',
    // The shortest that every cloud takes.
    maintenanceWindow: { day: 'sunday', start: '02:00', hours: 12 },
    nodePools: { main: { size: { vcpu: 4, memoryGiB: 16 }, min: 3, max: 6 } },
    ...change,
  },
  namespaces: { shop: {}, data: {} },
});

const members = (last: string) => ({
  aws: [`arn:aws:iam::123456789012:role/developers-${last}`],
  google: [`user:developer-${last}@example.com`],
  azurerm: [`00000000-0000-4000-8000-0000000000c${last}`],
});
const access = (name: string, change: object = {}): Topology =>
  cluster({ access: { [name]: { role: 'view', namespaces: ['shop'], members: members('1'), ...change } } });

const NO_DATA = 'access holds no data, and has no protection';
const NO_KEY = 'access holds nothing to encrypt';

const runners = (name: string, change: object = {}): Topology => ({
  ...cluster({}),
  secrets: { github: {} },
  addons: {
    externalSecrets: {},
    githubRunners: {
      scaleSets: {
        [name]: {
          url: 'https://github.com/acme/shop',
          secret: 'github',
          max: 2,
          resources: { cpu: '1', memory: '2Gi' },
          ...change,
        },
      },
    },
  },
});
const withoutRunners: Topology = { ...runners('deploy'), addons: { externalSecrets: {} } };

const NO_RUNNER_DATA = 'runners hold no data, and have no protection';

/** Releases of runners go, as they must, and with the last secret that of secrets' objects. */
const gone = (...more: string[]): Expected => ({
  kind: 'kept',
  moved: ['github_runners', ...more],
  note: 'jobs that run are ended',
});

export const accesses: readonly Thing[] = [
  {
    thing: 'access',
    rows: {
      removed: { before: access('developers'), after: cluster({}), expected: KEPT },
      'removed without protection': NO_DATA,
      renamed: { before: access('developers'), after: access('engineers'), expected: KEPT },
      'renamed with formerly': {
        before: access('developers'),
        after: access('engineers', { formerly: ['developers'] }),
        expected: NOTHING,
      },
      'key from own to cloud': NO_KEY,
      'key from cloud to own': NO_KEY,
      resized: 'access has no size',
      'version raised': 'access has no version',
      'zones from 3 to 2': 'access is in no zone',
      'environment destroyed': NO_DATA,
      'destroyed without protection': NO_DATA,
      'role changed': { before: access('developers'), after: access('developers', { role: 'edit' }), expected: KEPT },
      'moved to another namespace': {
        before: access('developers'),
        after: access('developers', { namespaces: ['data'] }),
        expected: KEPT,
      },
      'given to others': {
        before: access('developers'),
        after: access('developers', { members: members('2') }),
        expected: KEPT,
      },
      'given in all namespaces': {
        before: access('developers'),
        after: access('developers', { namespaces: undefined }),
        expected: KEPT,
      },
    },
  },
  {
    thing: 'runners',
    rows: {
      removed: { before: runners('deploy'), after: withoutRunners, expected: gone('external_secrets') },
      'removed without protection': NO_RUNNER_DATA,
      renamed: { before: runners('deploy'), after: runners('jobs'), expected: gone() },
      'renamed with formerly': 'a set has no former names: its label, which jobs know, can be kept by `label`',
      'key from own to cloud': 'runners hold nothing to encrypt',
      'key from cloud to own': 'runners hold nothing to encrypt',
      resized: {
        before: runners('deploy'),
        after: runners('deploy', { max: 4, resources: { cpu: '2', memory: '4Gi' } }),
        expected: KEPT,
      },
      'version raised': {
        before: runners('deploy'),
        after: runners('deploy', { image: 'registry.example.com/runner:2.336.0' }),
        expected: KEPT,
      },
      'zones from 3 to 2': 'runners are in no zone of their own',
      'environment destroyed': NO_RUNNER_DATA,
      'destroyed without protection': NO_RUNNER_DATA,
    },
  },
];
