/** Rules of a workload's pods, files, secrets and rights: each mistake with its message. */
import { plan } from '../../../app/plan/plan';
import { providers } from '../../../providers';
import { mistakes, refuses, shopWith, worker } from '../../helpers/shop';

const scaled = (change: object) => ({ autoscaling: { min: 2, max: 4, ...change } });

refuses({
  pods: [
    [
      'an image without a tag',
      { image: 'registry.example.com:5000/web' },
      'image must have a tag other than "latest", or a digest, got registry.example.com:5000/web',
    ],
    [
      'the tag latest',
      { image: 'web:latest' },
      'image must have a tag other than "latest", or a digest, got web:latest',
    ],
    [
      'an incomplete digest',
      { image: 'web@sha256:abc' },
      'image must have a tag other than "latest", or a digest, got web@sha256:abc',
    ],
    [
      'an unknown namespace',
      { namespace: 'shops' },
      `namespace must name one of the environment's namespaces (shop), got "shops". Did you mean "shop"?`,
    ],
    [
      'an unknown pool',
      { nodePool: 'batch' },
      `nodePool must name one of the cluster's node pools (main), got "batch"`,
    ],
    [
      'a pool of an existing cluster',
      { nodePool: 'main' },
      'nodePool is not available in an existing cluster, whose nodes do not have the label of pools, got "main": select nodes by their own label in overrides.deployment',
      {
        cluster: {
          version: null,
          nodePools: null,
          existing: { aws: { name: 'a' }, google: { name: 'a' }, azurerm: { name: 'a', location: 'rg' } },
        },
      },
    ],
    [
      'labels that select its pods',
      { labels: { 'app.kubernetes.io/name': 'x' } },
      `labels must not hold labels that select the workload's pods, got app.kubernetes.io/name`,
    ],
    [
      'a shutdown that is longer than its grace',
      { shutdown: { delaySeconds: 30 } },
      'shutdown.delaySeconds must be less than shutdown.graceSeconds 30, got 30: the pod would be killed while it waits',
    ],
    [
      'a variable twice',
      { env: { A: '1' }, secretEnv: { A: { from: 'token', key: 'password' } } },
      'env must not hold variables that secretEnv holds too, got A',
    ],
    [
      'a privileged port',
      { ports: { http: { port: 80 } } },
      'ports.http.port must be at least 1024, because pods do not run as root, got 80: set service: 80 instead',
    ],
    [
      'a port twice',
      { ports: { http: { port: 8080 }, other: { port: 8080 } } },
      `ports.other.port must differ from the workload's other ports, got 8080 twice`,
    ],
    [
      'a service port twice',
      { ports: { http: { port: 8080 }, other: { port: 8081, service: 8080 } } },
      `ports.other.service must differ from the workload's other service ports, got 8080 twice`,
    ],
    [
      'a job with a reserved name',
      { jobs: { secrets: { when: 'before-rollout' } } },
      'jobs must have other names than beside, jobs, objects, secrets, got secrets',
    ],
  ],
  resources: [
    [
      'a CPU limit below the request',
      { resources: { cpuLimit: '100m' } },
      'resources.cpuLimit must be at least the request resources.cpu 250m, got 100m',
    ],
    [
      'a memory limit below the request',
      { resources: { memoryLimit: '128Mi' } },
      'resources.memoryLimit must be at least the request resources.memory 256Mi, got 128Mi',
    ],
    [
      'a disk limit below the request',
      { resources: { disk: '4Gi', diskLimit: '2Gi' } },
      'resources.diskLimit must be at least the request resources.disk 4Gi, got 2Gi',
    ],
    [
      'a disk limit below the directories that may be written to',
      { resources: { diskLimit: '1Gi' }, writable: { '/cache': '2Gi' } },
      'resources.diskLimit must be at least the 2Gi of writable, got 1Gi: pods would be evicted before these directories are full',
    ],
    [
      'a disk limit above the maximum of the namespace',
      {},
      'resources.diskLimit must be at most limitRange.max.disk 500Mi of the namespace "shop", got 1088Mi',
      { namespaces: { shop: { limitRange: { max: { cpu: '4', memory: '1Gi', disk: '500Mi' } } } } },
    ],
    [
      'a limit above the maximum of the namespace',
      {},
      'resources.cpuLimit must be at most limitRange.max.cpu 400m of the namespace "shop", got 500m',
      { namespaces: { shop: { limitRange: { max: { cpu: '400m', memory: '1Gi' } } } } },
    ],
    [
      'more CPU than the quota',
      { replicas: 5 },
      'resources.cpu must fit quota.cpu 1 of the namespace "shop" with 5 pods, got 250m for each',
      { namespaces: { shop: { quota: { cpu: '1' } } } },
    ],
    [
      'more pods than the quota',
      scaled({ max: 9, cpu: 70 }),
      'autoscaling.max must be at most quota.pods 5 of the namespace "shop", got 9 pods',
      { namespaces: { shop: { quota: { pods: 5 } } } },
    ],
  ],
  probes: [
    [
      'a service without readiness',
      { probes: { readiness: null } },
      'probes.readiness is required where a port has a service: otherwise pods get requests before they can answer',
    ],
    [
      'liveness like readiness',
      { probes: { liveness: { path: '/ready', port: 'http' } } },
      'probes.liveness must ask for less than probes.readiness, or be left out: otherwise pods restart whenever something that they depend on is down. Without path and command a connection is enough',
    ],
    [
      'an unknown port',
      { probes: { startup: { port: 'admin' } } },
      'probes.startup.port must name one of the workload\'s ports (http), got "admin"',
    ],
    [
      'a probe without ports',
      { ports: null, probes: { readiness: null } },
      'probes.liveness.port requires a command or an entry in ports, got neither',
    ],
    [
      'a command and a path',
      { probes: { startup: { command: ['a'], path: '/a' } } },
      'probes.startup.command must stand without path and port, which it ignores: it runs in the container',
    ],
    [
      'a probe over UDP',
      { ports: { dns: { port: 5353, protocol: 'udp' } }, probes: { startup: { port: 'dns' } } },
      'probes.startup.port must name a port whose protocol is http or grpc or tcp, got "dns", whose protocol is udp',
    ],
    [
      'a path over gRPC',
      { ports: { rpc: { port: 9000, protocol: 'grpc' } }, probes: { startup: { port: 'rpc', path: '/a' } } },
      'probes.startup.path requires a port whose protocol is http, got "rpc", whose protocol is grpc',
    ],
  ],
  files: [
    [
      'a file twice',
      { files: { '/a': 'x' }, secretFiles: { '/a': { from: 'token', key: 'a' } } },
      'secretFiles must not hold paths that files holds too, got /a',
    ],
    [
      'a file inside a writable directory',
      { files: { '/tmp/a': 'x' } },
      'files must lie outside the directories of writable, which start empty and hide them, got /tmp/a',
    ],
    ['a file in a file', { files: { '/a': 'x', '/a/b': 'y' } }, 'files must not lie inside one another, got /a/b'],
    [
      'a directory in a directory',
      { writable: { '/a': '1Mi', '/a/b': '1Mi' } },
      'writable must not lie inside one another, got /a/b',
    ],
    [
      'more than a ConfigMap can hold',
      { files: { '/a': 'x'.repeat(2 ** 20 + 1) } },
      'files must hold at most 1048576 bytes in total, got 1048577: put them into the image',
    ],
    [
      'a path with dots',
      { files: { '/a/../b': 'x' } },
      'files./a/../b must be an absolute path without colons, "." and "..", that does not end in a slash (as a name)',
    ],
  ],
  secrets: [
    [
      'a secret without External Secrets',
      { secretEnv: { A: { from: 'token', key: 'a' } } },
      `secretEnv requires addons.externalSecrets, which fetches secrets from the cloud's store`,
      { addons: { externalSecrets: null } },
    ],
    [
      'an unknown source',
      { secretEnv: { A: { from: 'tokens', key: 'a' } } },
      'secretEnv.A.from must name a database, cache or secret of the environment (postgres, redis, token), got "tokens". Did you mean "token"?',
    ],
    [
      'a key that caches do not have',
      { secretEnv: { A: { from: 'redis', key: 'database' } } },
      'secretEnv.A must use keys of "redis" (username, password, host, port, tls, ca), got database',
    ],
    [
      'a template with an unknown key',
      { secretFiles: { '/a': { from: 'postgres', template: '{user}@{host}' } } },
      'secretFiles./a must use keys of "postgres" (username, password, host, port, tls, ca, sslmode, database), got user',
    ],
    [
      'the password of a cache that has none',
      { secretEnv: { A: { from: 'redis', key: 'password' } } },
      'secretEnv.A must use keys of "redis" (host, port, tls, ca), got password',
      { caches: { redis: { authentication: 'none' } } },
    ],
    [
      'the password of a cache to which identities sign in',
      { secretEnv: { A: { from: 'redis', template: 'rediss://:{password|url}@{host}' } } },
      'secretEnv.A must not use password of "redis", which has none: add { cache: "redis", connect: true } to access, and sign in with username and login',
      { caches: { redis: { authentication: 'identity' } } },
    ],
    [
      'the user of a cache without the right to sign in',
      { secretEnv: { A: { from: 'redis', key: 'username' } } },
      'secretEnv.A must not use username of "redis" without the right to sign in: add { cache: "redis", connect: true } to access',
      { caches: { redis: { authentication: 'identity' } } },
    ],
    [
      'the login of a cache with a password',
      { secretEnv: { A: { from: 'redis', key: 'login' } } },
      'secretEnv.A must use keys of "redis" (username, password, host, port, tls, ca), got login',
    ],
    [
      'a template without keys',
      { secretEnv: { A: { from: 'token', template: 'abc' } } },
      'secretEnv.A.template must hold a key in braces such as {password}, got "abc": put fixed text into env or files',
    ],
  ],
  access: [
    [
      'an unknown bucket',
      { access: [{ objectStore: 'photos', read: true }] },
      `access.0.objectStore must name one of the environment's objectStores (files), got "photos"`,
    ],
    [
      'a bucket without rights',
      { access: [{ objectStore: 'files' }] },
      'access.0 must have read: true, write: true, or both, got neither',
    ],
    [
      'an unknown secret',
      { access: [{ secret: 'tokens', read: true }] },
      'access.0.secret must name a database, cache or secret of the environment (postgres, redis, token), got "tokens". Did you mean "token"?',
    ],
    [
      'a secret without a password',
      { access: [{ secret: 'redis', read: true }] },
      'access.0.secret must name a source with a password, got "redis", whose authentication is "none": leave it out',
      { caches: { redis: { authentication: 'none' } } },
    ],
    [
      'the secret of a cache to which identities sign in',
      { access: [{ secret: 'redis', read: true }] },
      'access.0.secret must name a source with a password, got "redis", whose authentication is "identity": ask for { cache: "redis", connect: true } instead',
      { caches: { redis: { authentication: 'identity' } } },
    ],
    [
      'an unknown cache',
      { access: [{ cache: 'carts', connect: true }] },
      `access.0.cache must name one of the environment's caches (redis), got "carts"`,
    ],
    [
      'a cache with a password',
      { access: [{ cache: 'redis', connect: true }] },
      'access.0.cache must name a cache whose authentication is "identity", got "redis", whose authentication is "token": take its username and password from the secret store instead, as { from: "redis", key: "password" }',
    ],
    [
      'a cache without authentication',
      { access: [{ cache: 'redis', connect: true }] },
      'access.0.cache must name a cache whose authentication is "identity", got "redis", whose authentication is "none": leave it out, because nobody signs in',
      { caches: { redis: { authentication: 'none' } } },
    ],
    [
      'a cache twice',
      {
        access: [
          { cache: 'redis', connect: true },
          { cache: 'redis', connect: true },
        ],
      },
      'access must name everything once, got cache "redis" twice',
      { caches: { redis: { authentication: 'identity' } } },
    ],
    [
      'a bucket twice',
      {
        access: [
          { objectStore: 'files', read: true },
          { objectStore: 'files', write: true },
        ],
      },
      'access must name everything once, got objectStore "files" twice',
    ],
  ],
});

it('refuses workloads whose objects would have the same name', () => {
  const environment = { workloads: { 'web-jobs': worker } };
  for (const said of Object.values(mistakes({ jobs: { a: { when: 'before-rollout' } } }, environment)))
    expect(said).toContain(
      'workloads.web-jobs must have another name: another workload already has objects named web-jobs',
    );
});

it.each([
  ['an image by its digest', { image: `web@sha256:${'a'.repeat(64)}` }],
  ['an image by tag and digest', { image: `registry:5000/web:1@sha256:${'a'.repeat(64)}` }],
  ['every form of schedule', { jobs: { a: { when: { schedule: '*/5 0-6,12 1,15 JAN-MAR sun' } } } }],
  ['autoscaling from one pod', { autoscaling: { min: 1, max: 3, cpu: 70 } }],
  ['any key of a secret that people fill', { secretEnv: { A: { from: 'token', template: '{api-key}{x.y|url}' } } }],
])('accepts %s', (_, change) => {
  expect(plan([shopWith(change)], providers).problems).toEqual([]);
});

it('refuses the label of pools', () => {
  for (const said of Object.values(mistakes({}, { cluster: { nodePools: { main: { labels: { pool: 'x' } } } } })))
    expect(said).toContain("cluster.nodePools.main.labels.pool must be left out: it is set to the pool's name");
});
