/** Two values of every property of the constructs that clouds create, for proofs of what a change of it does. */
import type { CloudConstructKind, PropsOf } from '../../../constructs/registry';
import type { PropertyPath } from '../../../core/parity';
import { alarms } from './alarms';
import { managedRedis } from './caches';
import { type CloudProbe, probe } from './cloud-probe';
import { network } from './network';
import { behindBalancer, existingZone } from './places';
import { windows } from './windows';

const secondary = { network: { secondaryCidr: '10.9.0.0/16' } };
const reader = (a: object, b: object): CloudProbe =>
  probe({ readReplicas: { reader: a } }, { readReplicas: { reader: b } }, { given: secondary });

/** Copies of backups: in a vault, or as the server's own. */
const inVault = { copies: { retentionDays: 30 } };
const copied = { copyToSecondaryRegion: true };
const tested = (regions: readonly string[], copies: object = inVault) => ({
  backups: { ...copies, restoreTest: { cron: '0 5 1 * *', regions } },
});
const restored = (which: string) => {
  const server = `/subscriptions/0/resourceGroups/shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/shop-${which}`;
  return {
    restore: {
      backup: {
        aws: { snapshot: `shop-${which}` },
        google: { backupRun: `projects/shop/instances/shop/backupRuns/${which}` },
        azurerm: { server, at: '2026-05-31T06:30:00Z' },
      },
    },
  };
};
const user = (a: object, b: object): CloudProbe =>
  probe(
    { users: { app: { rights: 'read', ...a } } },
    { users: { app: { rights: 'read', ...b } } },
    { given: { addons: { externalSecrets: {} } } },
  );
const main = (a: object, b: object): CloudProbe => probe({ nodePools: { main: a } }, { nodePools: { main: b } });
const containerLogs = (a: object, b: object): CloudProbe =>
  probe({ logs: { containers: a } }, { logs: { containers: b } });
const rule = (a: object, b: object): CloudProbe => probe({ lifecycle: { aging: a } }, { lifecycle: { aging: b } });
const members = (suffix: string) => ({
  aws: [`arn:aws:iam::123456789012:role/developers${suffix}`],
  google: [`user:developer${suffix}@example.com`],
  azurerm: [`00000000-0000-4000-8000-0000000000c${suffix}`],
});
const access = (a: object, b: object): CloudProbe => {
  const entry = (change: object) => ({
    access: { developers: { role: 'view', namespaces: ['shop'], members: members('1'), ...change } },
  });
  return probe(entry(a), entry(b), { given: namespaces });
};
const namespaces = { namespaces: { shop: {}, data: {} } };
const cdns = {
  dnsZones: { main: { domain: 'example.com', existing: existingZone } },
  objectStores: { pages: { public: true } },
  cdns: { site: { hosts: ['www.example.com'], origin: { bucket: 'pages' } } },
};
const cors = (a: object, b: object): CloudProbe =>
  probe({ cors: [{ origins: ['https://a.example'], ...a }] }, { cors: [{ origins: ['https://a.example'], ...b }] });
const records = (a: object, b: object): CloudProbe => {
  const www = (change: object) => ({ records: { www: [{ type: 'A', values: ['192.0.2.1'], ...change }] } });
  return probe(www(a), www(b));
};
const origin = (a: object, b: object): CloudProbe =>
  probe({ origin: { bucket: 'files', ...a } }, { origin: { bucket: 'files', ...b } });
const cached = (a: object, b: object): CloudProbe =>
  probe({ paths: { one: { path: '/a/*', ...a } } }, { paths: { one: { path: '/a/*', ...b } } });
const limited = (a: object, b: object): CloudProbe =>
  probe({ rateLimits: { one: { requests: 100, ...a } } }, { rateLimits: { one: { requests: 100, ...b } } });
/** A load balancer, before which a Cdn can stand. */
const balanced = { given: { ...behindBalancer, loadBalancer: {} } };

const headers = (a: object, b: object): CloudProbe => probe({ headers: a }, { headers: b });
/** Each names both, so that none is unused. */
const told = { auditTrail: { alerts: ['ops', 'others'] } };
/** State that each cloud keeps itself. */
const stateInClouds: CloudProbe['given_on'] = {
  aws: {
    state: {
      kind: 's3',
      bucket: 'acme-state',
      region: 'us-east-1',
      kmsKey: 'arn:aws:kms:us-east-1:123456789012:alias/acme-test-account-state',
    },
  },
  google: { state: { kind: 'gcs', bucket: 'acme-state' } },
  azurerm: {
    state: { kind: 'azurerm', resourceGroup: 'acme-state', storageAccount: 'acmestate', container: 'states' },
  },
};
/** AWS takes no contact without a telephone number, which not every cloud knows. */
const contactProbes = <K extends 'security' | 'operations' | 'billing'>(kind: K) => {
  const phone = '+1 555 0100';
  const contact = (change: object): object => ({
    contacts: { security: { email: 'ops@example.com' }, [kind]: { email: 'ops@example.com', ...change } },
  });
  const onAws = { account: { contacts: { security: { phone }, [kind]: { phone } } } };
  const of = (a: object, b: object): CloudProbe =>
    probe({ ...told, ...contact(a) }, { ...told, ...contact(b) }, { given_on: { aws: onAws } });
  return {
    [`contacts.${kind}.email`]: of({}, { email: 'others@example.com' }),
    [`contacts.${kind}.name`]: of({ name: 'One' }, { name: 'Other' }),
    [`contacts.${kind}.title`]: of({ title: 'One' }, { title: 'Other' }),
    [`contacts.${kind}.phone`]: of({ phone }, { phone: '+1 555 0101' }),
  } as Record<`contacts.${K}.${'email' | 'name' | 'title' | 'phone'}`, CloudProbe>;
};
const ofAnomalies = (a: object, b: object): CloudProbe =>
  probe({ ...told, costAnomalies: { notify: ['ops'], ...a } }, { ...told, costAnomalies: { notify: ['ops'], ...b } });
const ofState = (a: object, b: object): CloudProbe =>
  probe({ ...told, state: a }, { ...told, state: b }, { given_on: stateInClouds });
/** A pipeline that uploads, as whatever runs of whatever issuer. */
const run =
  (kind: 'github' | 'gitlab' | 'terraformCloud', given: object) =>
  (a: object, b: object): CloudProbe => {
    const of = (change: object): object => ({ from: { github: null, [kind]: { ...given, ...change } } });
    return probe(of(a), of(b));
  };
const github = run('github', { repository: 'acme/shop', subjects: [{ branch: 'main' }] });
const gitlab = run('gitlab', { project: 'acme/shop', subjects: [{ branch: 'main' }] });
const terraformCloud = run('terraformCloud', { organization: 'acme', workspaces: ['shop'] });
const subjectsOf = (of: typeof github, a: object, b: object): CloudProbe => of({ subjects: [a] }, { subjects: [b] });
const deploying = (a: object, b: object): CloudProbe => probe(a, b, { given_on: stateInClouds });
const policyNames = (name: string) => ({
  aws: [`arn:aws:iam::123456789012:policy/${name}`],
  google: [`projects/acme-test/roles/${name}`],
  azurerm: [name],
});
const ofTrail = (a: object, b: object): CloudProbe =>
  probe(
    { auditTrail: { ...told.auditTrail, ...a }, threatDetection: { notify: ['others'] } },
    { auditTrail: { ...told.auditTrail, ...b }, threatDetection: { notify: ['others'] } },
  );
const ofThreats = (a: object, b: object): CloudProbe =>
  probe({ ...told, threatDetection: a }, { ...told, threatDetection: b });
const hooked = (change: object): object => ({
  webhook: { url: 'https://a.example.com', addressInState: true, ...change },
});
const hook = (a: object, b: object): CloudProbe => probe(hooked(a), hooked(b));
const unversioned = { objectStores: { files: { versioning: false, lifecycle: {} } } };
export const PROBES: { readonly [K in CloudConstructKind]: Record<PropertyPath<PropsOf<K>>, CloudProbe> } = {
  network,
  cluster: {
    version: probe({ version: '1.35' }, { version: '1.36' }),
    'nodePools.*.size': main({ size: 'large' }, { size: 'xlarge' }),
    'nodePools.*.sku': main(
      { sku: { aws: 'm7i.xlarge', google: 'n2-standard-4', azurerm: 'Standard_D4s_v5' } },
      { sku: { aws: 'm7i.2xlarge', google: 'n2-standard-8', azurerm: 'Standard_D8s_v5' } },
    ),
    'nodePools.*.min': main({ min: 1 }, { min: 2 }),
    'nodePools.*.max': main({ max: 6 }, { max: 8 }),
    'nodePools.*.desired': main({ max: 9, desired: 3 }, { max: 9, desired: 6 }),
    'nodePools.*.diskGiB': main({ diskGiB: 60 }, { diskGiB: 90 }),
    'nodePools.*.spot': probe(
      { nodePools: { spare: { size: 'large', min: 1, max: 2, spot: false } } },
      { nodePools: { spare: { size: 'large', min: 1, max: 2, spot: true } } },
    ),
    'nodePools.*.labels': main({ labels: { tier: 'a' } }, { labels: { tier: 'b' } }),
    'nodePools.*.taints.*.key': probe(
      {
        nodePools: {
          spare: { size: 'large', min: 1, max: 2, taints: [{ key: 'a', value: 'x', effect: 'NoSchedule' }] },
        },
      },
      {
        nodePools: {
          spare: { size: 'large', min: 1, max: 2, taints: [{ key: 'b', value: 'x', effect: 'NoSchedule' }] },
        },
      },
    ),
    'nodePools.*.taints.*.value': probe(
      {
        nodePools: {
          spare: { size: 'large', min: 1, max: 2, taints: [{ key: 'a', value: 'x', effect: 'NoSchedule' }] },
        },
      },
      {
        nodePools: {
          spare: { size: 'large', min: 1, max: 2, taints: [{ key: 'a', value: 'y', effect: 'NoSchedule' }] },
        },
      },
    ),
    'nodePools.*.taints.*.effect': probe(
      {
        nodePools: {
          spare: { size: 'large', min: 1, max: 2, taints: [{ key: 'a', value: 'x', effect: 'NoSchedule' }] },
        },
      },
      {
        nodePools: {
          spare: { size: 'large', min: 1, max: 2, taints: [{ key: 'a', value: 'x', effect: 'NoExecute' }] },
        },
      },
    ),
    'systemPool.size': probe(
      { systemPool: { size: 'large', min: 2, max: 3 } },
      { systemPool: { size: 'xlarge', min: 2, max: 3 } },
    ),
    'systemPool.sku': probe(
      {
        systemPool: {
          size: 'large',
          min: 2,
          max: 3,
          sku: { aws: 'm7i.xlarge', google: 'n2-standard-4', azurerm: 'Standard_D4s_v5' },
        },
      },
      {
        systemPool: {
          size: 'large',
          min: 2,
          max: 3,
          sku: { aws: 'm7i.2xlarge', google: 'n2-standard-8', azurerm: 'Standard_D8s_v5' },
        },
      },
    ),
    'systemPool.min': probe(
      { systemPool: { size: 'large', min: 1, max: 3 } },
      { systemPool: { size: 'large', min: 2, max: 3 } },
    ),
    'systemPool.max': probe(
      { systemPool: { size: 'large', min: 2, max: 3 } },
      { systemPool: { size: 'large', min: 2, max: 4 } },
    ),
    'systemPool.diskGiB': probe(
      { systemPool: { size: 'large', min: 2, max: 3, diskGiB: 50 } },
      { systemPool: { size: 'large', min: 2, max: 3, diskGiB: 100 } },
    ),
    'apiAccess.publicCidrs': probe(
      { apiAccess: { publicCidrs: [] } },
      { apiAccess: { publicCidrs: ['203.0.113.0/24'] } },
    ),
    'apiAccess.byName': probe({ apiAccess: { byName: false } }, { apiAccess: { byName: true } }),
    administrators: probe(
      { administrators: {} },
      {
        administrators: {
          aws: ['arn:aws:iam::123456789012:role/admin'],
          google: ['group:sre@example.com'],
          azurerm: ['00000000-0000-4000-8000-00000000000a'],
        },
      },
    ),
    'access.*.role': access({ role: 'view' }, { role: 'edit' }),
    'access.*.namespaces': access({ namespaces: ['shop'] }, { namespaces: ['data'] }),
    'access.*.members': access({}, { members: members('2') }),
    serviceCidr: probe({ serviceCidr: '172.20.0.0/16' }, { serviceCidr: '172.21.0.0/16' }),
    'logs.retentionDays': probe({ logs: { retentionDays: 90 } }, { logs: { retentionDays: 365 } }),
    'logs.containers': probe({ logs: { containers: false } }, { logs: { containers: {} } }),
    'logs.containers.retentionDays': containerLogs({ retentionDays: 30 }, { retentionDays: 365 }),
    'logs.containers.excludeNamespaces': containerLogs({}, { excludeNamespaces: ['kube-system'] }),
    encryptionKey: probe({ encryptionKey: 'own' }, { encryptionKey: 'cloud' }),
    workloadIdentity: probe({ workloadIdentity: true }, { workloadIdentity: false }),
    // Longer than the length to which GKE extends shorter windows.
    ...windows(13, 20),
    upgradeChannel: probe({ upgradeChannel: 'regular' }, { upgradeChannel: 'extended' }),
    deletionProtection: probe({ deletionProtection: true }, { deletionProtection: false }),
  },
  managedPostgres: {
    version: probe({ version: '16' }, { version: '17' }),
    size: probe({ size: 'large' }, { size: 'xlarge' }),
    sku: probe(
      { sku: { aws: 'db.m7g.large', google: 'db-custom-2-8192', azurerm: 'GP_Standard_D2ds_v5' } },
      { sku: { aws: 'db.m7g.xlarge', google: 'db-custom-4-16384', azurerm: 'GP_Standard_D4ds_v5' } },
    ),
    'storage.sizeGiB': probe({ storage: { sizeGiB: 100 } }, { storage: { sizeGiB: 200 } }),
    'storage.maxSizeGiB': probe(
      { storage: { sizeGiB: 100, maxSizeGiB: 100 } },
      { storage: { sizeGiB: 100, maxSizeGiB: 300 } },
      { values_on: { azurerm: [{ storage: { sizeGiB: 100, maxSizeGiB: 100 } }, { storage: { sizeGiB: 100 } }] } },
    ),
    highAvailability: probe({ highAvailability: true }, { highAvailability: false }),
    'backups.retentionDays': probe({ backups: { retentionDays: 7 } }, { backups: { retentionDays: 14 } }),
    'backups.start': probe({ backups: { start: '00:00' } }, { backups: { start: '12:00' } }),
    'backups.pointInTimeDays': probe(
      { backups: { pointInTimeDays: 7 } },
      { backups: { pointInTimeDays: 35 } },
      { given_on: { google: { databases: { postgres: { sku: { google: 'db-perf-optimized-N-4' } } } } } },
    ),
    'backups.everyHours': probe({ backups: { everyHours: 1 } }, { backups: { everyHours: 12 } }),
    'backups.copies.retentionDays': probe(
      { backups: { copies: { retentionDays: 30 } } },
      { backups: { copies: { retentionDays: 90 } } },
    ),
    'backups.lock.days': probe({ backups: { lock: { days: 3 } } }, { backups: { lock: { days: 7 } } }),
    'backups.restoreTest.cron': probe(
      { backups: { restoreTest: { cron: '0 5 1 * *' } } },
      { backups: { restoreTest: { cron: '0 5 * * MON' } } },
    ),
    'backups.restoreTest.regions': probe(tested(['primary']), tested(['primary', 'secondary']), {
      given: secondary,
      values_on: {
        azurerm: [tested(['primary'], copied), tested(['primary', 'secondary'], copied)],
        google: [tested(['primary'], copied), tested(['secondary'], copied)],
      },
    }),
    'backups.copyToSecondaryRegion': probe(
      { backups: { copyToSecondaryRegion: true } },
      { backups: { copyToSecondaryRegion: false } },
    ),
    restore: probe(restored('1'), restored('2')),
    ...windows(2, 4),
    'readReplicas.*.size': reader({ size: 'large' }, { size: 'xlarge' }),
    'readReplicas.*.sku': reader(
      { sku: { aws: 'db.m7g.xlarge', google: 'db-custom-4-16384', azurerm: 'GP_Standard_D4ds_v5' } },
      { sku: { aws: 'db.m7g.2xlarge', google: 'db-custom-8-32768', azurerm: 'GP_Standard_D8ds_v5' } },
    ),
    'readReplicas.*.region': reader({ region: 'primary' }, { region: 'secondary' }),
    parameters: probe({ parameters: { work_mem: '8192' } }, { parameters: { work_mem: '16384' } }),
    queryInsights: probe({ queryInsights: true }, { queryInsights: false }),
    auditing: probe({ auditing: 'ddl' }, { auditing: 'write' }),
    'logs.retentionDays': probe({ logs: { retentionDays: 90 } }, { logs: { retentionDays: 365 } }),
    'logs.slowStatementMs': probe({ logs: { slowStatementMs: 100 } }, { logs: { slowStatementMs: 500 } }),
    'logs.connections': probe({ logs: { connections: true } }, { logs: { connections: false } }),
    encryptionKey: probe({ encryptionKey: 'own' }, { encryptionKey: 'cloud' }),
    database: probe({ database: 'one' }, { database: 'two' }),
    owner: probe({ owner: 'one' }, { owner: 'two' }),
    'credentials.rotationDays': probe({ credentials: { rotationDays: 30 } }, { credentials: { rotationDays: 60 } }),
    'credentials.rotation': probe(
      { credentials: { rotation: 'apply', rotationDays: 30 } },
      { credentials: { rotation: 'scheduled', rotationDays: 30 } },
    ),
    'users.*.name': user({ name: 'web' }, { name: 'site' }),
    'users.*.rights': user({ rights: 'read' }, { rights: 'read-write' }),
    'users.*.schemas': user({ schemas: ['public'] }, { schemas: ['public', 'sales'] }),
    'users.*.login': user({ login: 'password' }, { login: 'identity' }),
    'users.*.credentials.rotationDays': user(
      { credentials: { rotationDays: 30 } },
      { credentials: { rotationDays: 60 } },
    ),
    'users.*.credentials.rotation': user(
      { credentials: { rotation: 'apply', rotationDays: 30 } },
      { credentials: { rotation: 'scheduled', rotationDays: 30 } },
    ),
    deletionProtection: probe({ deletionProtection: true }, { deletionProtection: false }),
    finalSnapshot: probe({ finalSnapshot: true }, { finalSnapshot: false }),
  },
  managedRedis,
  objectStore: {
    versioning: probe(
      { versioning: true, lifecycle: { 'old-versions': null } },
      { versioning: false, lifecycle: { 'old-versions': null } },
    ),
    'lifecycle.*.prefix': rule({ prefix: 'a/', expireAfterDays: 9 }, { prefix: 'b/', expireAfterDays: 9 }),
    'lifecycle.*.transitions.*.afterDays': rule(
      { transitions: [{ afterDays: 60, to: 'cold' }] },
      { transitions: [{ afterDays: 90, to: 'cold' }] },
    ),
    'lifecycle.*.transitions.*.to': rule(
      { transitions: [{ afterDays: 60, to: 'infrequent' }] },
      { transitions: [{ afterDays: 60, to: 'cold' }] },
    ),
    'lifecycle.*.expireAfterDays': rule({ expireAfterDays: 9 }, { expireAfterDays: 10 }),
    'lifecycle.*.expireOldVersionsAfterDays': rule(
      { expireOldVersionsAfterDays: 9 },
      { expireOldVersionsAfterDays: 10 },
    ),
    abortUploadsAfterDays: probe({ abortUploadsAfterDays: 7 }, { abortUploadsAfterDays: 9 }),
    replication: probe({ replication: true }, { replication: false }),
    public: probe({ public: true }, { public: false }),
    'cors.*.origins': cors({}, { origins: ['https://b.example'] }),
    'cors.*.methods': cors({ methods: ['GET'] }, { methods: ['PUT'] }),
    'cors.*.headers': cors({ headers: ['x-a'] }, { headers: ['x-b'] }),
    'cors.*.exposeHeaders': cors({ exposeHeaders: ['x-a'] }, { exposeHeaders: ['x-b'] }),
    'cors.*.maxAgeSeconds': cors({ maxAgeSeconds: 1 }, { maxAgeSeconds: 2 }),
    'retentionLock.days': probe(
      { retentionLock: { days: 10 } },
      { retentionLock: { days: 20 } },
      { given_on: { google: unversioned } },
    ),
    'retentionLock.permanent': probe(
      { retentionLock: { days: 10, permanent: false } },
      { retentionLock: { days: 10, permanent: true } },
      { given_on: { google: unversioned } },
    ),
    accessLogs: probe({ accessLogs: false }, { accessLogs: { retentionDays: 90 } }),
    'accessLogs.retentionDays': probe({ accessLogs: { retentionDays: 90 } }, { accessLogs: { retentionDays: 365 } }),
    encryptionKey: probe({ encryptionKey: 'own' }, { encryptionKey: 'cloud' }),
    deletionProtection: probe({ deletionProtection: true }, { deletionProtection: false }),
  },
  cdn: {
    hosts: probe({ hosts: ['www.example.com'] }, { hosts: ['www.example.com', 'files.example.com'] }),
    'origin.bucket': probe(
      { origin: { bucket: 'files' } },
      { origin: { bucket: 'others' } },
      { given: { objectStores: { others: { public: true } } } },
    ),
    'origin.loadBalancer': probe(
      { hosts: ['files.example.com'], origin: { bucket: 'files' } },
      { origin: { loadBalancer: true } },
      balanced,
    ),
    'origin.index': origin({ index: '/index.html' }, { index: '/start.html' }),
    'origin.fallback': origin({ fallback: '/index.html' }, { fallback: '/start.html' }),
    'origin.notFound': origin({ notFound: '/404.html' }, { notFound: '/missing.html' }),
    webFirewall: probe({}, { webFirewall: 'site' }),
    'caching.seconds': probe({ caching: { seconds: 60 } }, { caching: { seconds: 'origin' } }),
    'caching.queryParameters': probe(
      { caching: { queryParameters: ['v'] } },
      { caching: { queryParameters: ['v', 'page'] } },
    ),
    'caching.cookies': probe(
      { origin: { loadBalancer: true }, caching: { seconds: 'origin', cookies: ['plan'] } },
      { origin: { loadBalancer: true }, caching: { seconds: 'origin', cookies: ['plan', 'tenant'] } },
      balanced,
    ),
    'paths.*.path': cached({ path: '/a/*' }, { path: '/b/*' }),
    'paths.*.seconds': cached({ seconds: 60 }, { seconds: 0 }),
    'paths.*.queryParameters': cached({ queryParameters: ['v'] }, { queryParameters: ['v', 'page'] }),
    'paths.*.cookies': probe(
      { origin: { loadBalancer: true }, paths: { assets: { path: '/assets/*', cookies: ['plan'] } } },
      { origin: { loadBalancer: true }, paths: { assets: { path: '/assets/*', cookies: ['tenant'] } } },
      balanced,
    ),
    compress: probe({ compress: true }, { compress: false }),
    'headers.contentSecurityPolicy': headers(
      { contentSecurityPolicy: "default-src 'self'" },
      { contentSecurityPolicy: "default-src 'none'" },
    ),
    'headers.frameOptions': headers({ frameOptions: 'DENY' }, { frameOptions: 'SAMEORIGIN' }),
    'headers.referrerPolicy': headers({ referrerPolicy: 'origin' }, { referrerPolicy: 'same-origin' }),
    'headers.contentTypeOptions': headers({ contentTypeOptions: true }, { contentTypeOptions: false }),
    'headers.strictTransportSeconds': headers({ strictTransportSeconds: 60 }, { strictTransportSeconds: 3600 }),
    logs: probe({ logs: {} }, { logs: false }),
    'logs.retentionDays': probe({ logs: { retentionDays: 90 } }, { logs: { retentionDays: 365 } }),
  },
  secret: {
    description: probe({ description: 'of one' }, { description: 'of another' }),
    username: probe({ username: 'one' }, { username: 'another' }),
    rotationDays: probe({ rotationDays: 30 }, { rotationDays: 60 }),
    deletionProtection: probe({ deletionProtection: true }, { deletionProtection: false }),
  },
  account: {
    'state.versionDays': ofState({ versionDays: 30 }, { versionDays: 60 }),
    'state.deletionProtection': ofState({ deletionProtection: true }, { deletionProtection: false }),
    'auditTrail.retentionDays': ofTrail({ retentionDays: 100 }, { retentionDays: 500 }),
    'auditTrail.reads': ofTrail({ reads: ['secrets'] }, { reads: ['secrets', 'objects'] }),
    'auditTrail.lock': ofTrail({ lock: false }, { lock: true }),
    'auditTrail.alerts': ofTrail({ alerts: ['ops'] }, { alerts: ['ops', 'others'] }),
    'auditTrail.deletionProtection': ofTrail({ deletionProtection: true }, { deletionProtection: false }),
    'compliance.frameworks': probe(
      { ...told, compliance: { frameworks: ['cis'] } },
      { ...told, compliance: { frameworks: ['cis', 'hipaa'] } },
    ),
    'compliance.regions': probe(
      { ...told, compliance: { frameworks: ['cis'], regions: 'any' } },
      { ...told, compliance: { frameworks: ['cis'], regions: 'targets' } },
    ),
    'threatDetection.kubernetes': ofThreats({ kubernetes: true }, { kubernetes: false }),
    'threatDetection.registries': ofThreats({ registries: true }, { registries: false }),
    'threatDetection.databases': ofThreats({ databases: true }, { databases: false }),
    'threatDetection.objects': ofThreats({ objects: true }, { objects: false }),
    'threatDetection.malware': ofThreats({ malware: true }, { malware: false }),
    'threatDetection.notify': ofThreats({ notify: ['ops'] }, { notify: ['ops', 'others'] }),
    ...contactProbes('security'),
    ...contactProbes('operations'),
    ...contactProbes('billing'),
    defaults: probe({ ...told, defaults: true }, { ...told, defaults: false }),
    costTags: probe({ ...told, costTags: true }, { ...told, costTags: false }),
    'costAnomalies.notify': ofAnomalies({ notify: ['ops'] }, { notify: ['ops', 'others'] }),
    'costAnomalies.minimum': ofAnomalies({ minimum: 100 }, { minimum: 200 }),
  },
  notification: {
    email: probe({ email: 'a@example.com' }, { email: 'b@example.com' }),
    'webhook.url': hook({ url: 'https://a.example.com' }, { url: 'https://b.example.com' }),
    'webhook.addressInState': probe({ email: 'a@example.com' }, hooked({})),
  },
  budget: {
    monthly: probe({ monthly: 50_000 }, { monthly: 60_000 }),
    currency: probe({}, { currency: 'EUR' }),
    'alerts.*.percent': probe({ alerts: [{ percent: 50 }] }, { alerts: [{ percent: 60 }] }),
    'alerts.*.of': probe({ alerts: [{ percent: 50 }] }, { alerts: [{ percent: 50, of: 'forecast' }] }),
    notify: probe({ notify: ['ops'] }, { notify: ['others'] }),
  },
  alarms,
  uptimeCheck: {
    host: probe({ host: 'www.example.com' }, { host: 'api.example.com' }),
    path: probe({ path: '/' }, { path: '/health' }),
    contains: probe({ contains: 'well' }, { contains: 'ready' }),
    everySeconds: probe(
      { everySeconds: 300 },
      { everySeconds: 600, minutes: 15 },
      { values_on: { aws: [{ everySeconds: 30 }, { everySeconds: 10 }] } },
    ),
    minutes: probe({ minutes: 5 }, { minutes: 30 }),
    notify: probe({ notify: ['ops'] }, { notify: ['others'] }),
  },
  deployIdentity: {
    'from.github.repository': github({ repository: 'acme/shop' }, { repository: 'acme/other' }),
    'from.github.subjects.*.branch': subjectsOf(github, { branch: 'main' }, { branch: 'release' }),
    'from.github.subjects.*.tag': subjectsOf(github, { tag: 'v1' }, { tag: 'v2' }),
    'from.github.subjects.*.environment': subjectsOf(github, { environment: 'staging' }, { environment: 'production' }),
    'from.github.subjects.*.pullRequests': subjectsOf(github, { branch: 'main' }, { pullRequests: true }),
    'from.github.issuer': github({}, { issuer: 'https://token.actions.githubusercontent.com/acme' }),
    'from.gitlab.project': gitlab({ project: 'acme/shop' }, { project: 'acme/other' }),
    'from.gitlab.subjects.*.branch': subjectsOf(gitlab, { branch: 'main' }, { branch: 'release' }),
    'from.gitlab.subjects.*.tag': subjectsOf(gitlab, { tag: 'v1' }, { tag: 'v2' }),
    'from.gitlab.issuer': gitlab({}, { issuer: 'https://gitlab.example.com' }),
    'from.terraformCloud.organization': terraformCloud({ organization: 'acme' }, { organization: 'other' }),
    'from.terraformCloud.project': terraformCloud({ project: 'one' }, { project: 'other' }),
    'from.terraformCloud.workspaces': terraformCloud({ workspaces: ['shop'] }, { workspaces: ['shop', 'other'] }),
    'from.terraformCloud.phases': terraformCloud({ phases: ['plan'] }, { phases: ['plan', 'apply'] }),
    'from.terraformCloud.issuer': terraformCloud({}, { issuer: 'https://terraform.example.com' }),
    plan: deploying({ plan: [] }, { plan: ['infrastructure', 'platform'] }),
    apply: deploying({ apply: [] }, { apply: ['platform'] }),
    policies: deploying(
      { apply: ['infrastructure'], policies: policyNames('one') },
      { apply: ['infrastructure'], policies: policyNames('other') },
    ),
    deploy: probe({ deploy: [] }, { deploy: ['shop'] }, { given: namespaces }),
    upload: probe({ upload: ['files'] }, { upload: ['files', 'others'] }, { given: { objectStores: { others: {} } } }),
    invalidate: probe({ invalidate: [] }, { invalidate: ['site'] }, { given: cdns }),
  },
  loadBalancer: {
    zone: probe({ zone: 'main' }, { zone: 'other' }, { given: { dnsZones: { other: { domain: 'example.net' } } } }),
    webFirewall: probe({}, { webFirewall: 'site' }),
    minTlsVersion: probe({ minTlsVersion: '1.2' }, { minTlsVersion: '1.3' }),
    ddosProtection: probe({ ddosProtection: 'standard' }, { ddosProtection: 'advanced' }),
    idleSeconds: probe({ idleSeconds: 60 }, { idleSeconds: 120 }),
    drainSeconds: probe({ drainSeconds: 30 }, { drainSeconds: 45 }),
    'healthCheck.intervalSeconds': probe(
      { healthCheck: { intervalSeconds: 10 } },
      { healthCheck: { intervalSeconds: 20 } },
    ),
    'healthCheck.healthyAfter': probe({ healthCheck: { healthyAfter: 2 } }, { healthCheck: { healthyAfter: 3 } }),
    'healthCheck.unhealthyAfter': probe({ healthCheck: { unhealthyAfter: 2 } }, { healthCheck: { unhealthyAfter: 4 } }),
    logs: probe({ logs: {} }, { logs: false }),
    'logs.retentionDays': probe({ logs: { retentionDays: 30 } }, { logs: { retentionDays: 90 } }),
    deletionProtection: probe({ deletionProtection: true }, { deletionProtection: false }),
  },
  webFirewall: {
    mode: probe({ mode: 'block' }, { mode: 'count' }),
    managedRules: probe(
      { managedRules: ['common'] },
      { managedRules: ['sql-injection'] },
      // One rule set of Azure's has both.
      { values_on: { azurerm: [{ managedRules: ['common'] }, { managedRules: ['bots'] }] } },
    ),
    'rateLimits.*.requests': limited({ requests: 100 }, { requests: 200 }),
    'rateLimits.*.seconds': limited({ seconds: 60 }, { seconds: 300 }),
    'rateLimits.*.paths': limited({ paths: [] }, { paths: ['/login'] }),
    'rateLimits.*.action': limited({ action: 'block' }, { action: 'count' }),
    allowedCidrs: probe({ allowedCidrs: ['192.0.2.0/24'] }, { allowedCidrs: ['198.51.100.0/24'] }),
    blockedCidrs: probe({ blockedCidrs: ['192.0.2.0/24'] }, { blockedCidrs: ['198.51.100.0/24'] }),
    blockedCountries: probe({ blockedCountries: ['DE'] }, { blockedCountries: ['FR'] }),
    onlyCountries: probe({ onlyCountries: ['DE'] }, { onlyCountries: ['FR'] }),
    exclusions: probe(
      {},
      {
        exclusions: {
          aws: { AWSManagedRulesCommonRuleSet: ['SizeRestrictions_BODY'] },
          google: { 'sqli-v422-stable': ['owasp-crs-v042200-id942100-sqli'] },
          azurerm: { SQLI: ['942200'] },
        },
      },
    ),
    logs: probe({ logs: {} }, { logs: false }),
    'logs.retentionDays': probe({ logs: { retentionDays: 30 } }, { logs: { retentionDays: 90 } }),
  },
  dnsZone: {
    domain: probe({ domain: 'a.example.com' }, { domain: 'b.example.com' }),
    existing: probe({}, { existing: existingZone }),
    parent: probe(
      { domain: 'shop.example.net' },
      { domain: 'shop.example.net', parent: 'above' },
      { given: { dnsZones: { above: { domain: 'example.net' } } } },
    ),
    'records.*.*.type': records({ type: 'A' }, { type: 'TXT' }),
    'records.*.*.values': records({ values: ['192.0.2.1'] }, { values: ['192.0.2.2'] }),
    'records.*.*.ttlSeconds': records({ ttlSeconds: 60 }, { ttlSeconds: 3600 }),
    certificateAuthorities: probe(
      { certificateAuthorities: ['letsencrypt.org'] },
      { certificateAuthorities: ['letsencrypt.org', 'pki.goog'] },
    ),
    dnssec: probe({ dnssec: true }, { dnssec: false }),
    queryLogs: probe({ queryLogs: {} }, { queryLogs: false }),
    'queryLogs.retentionDays': probe({ queryLogs: { retentionDays: 30 } }, { queryLogs: { retentionDays: 90 } }),
    deletionProtection: probe({ deletionProtection: true }, { deletionProtection: false }),
  },
};
