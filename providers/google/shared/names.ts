/** Limits of names on Google Cloud, from the API reference of each service. */
import type { NameLimit } from '../../../core/names';

const limit = (kind: string, max: number, pattern: RegExp, more: Partial<NameLimit> = {}): NameLimit => ({
  kind,
  max,
  pattern,
  ...more,
});

/** RFC 1035, as Compute Engine enforces it: `verify.ValidateGCEName` in the provider. */
const compute = (kind: string): NameLimit => limit(kind, 63, /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);

export const names = {
  /** Names that people alone read. */
  display: limit('display name', 512, /^.{1,512}$/, { shared: true }),
  /** Cloud Billing Budgets: 60 characters, for people. */
  budget: limit('budget', 60, /^.{1,60}$/, { shared: true }),
  network: compute('VPC network'),
  subnetwork: compute('subnetwork'),
  /** A subnetwork's secondary range. */
  range: compute('secondary range'),
  address: compute('address'),
  router: compute('router'),
  nat: compute('Cloud NAT'),
  route: compute('route'),
  firewall: compute('firewall rule'),
  urlMap: compute('URL map'),
  backend: compute('backend bucket'),
  backendService: compute('backend service'),
  healthCheck: compute('health check'),
  securityPolicy: compute('security policy'),
  /** GKE takes the name of a service's annotation as it is: cloud.google.com/kubernetes-engine/docs/how-to/standalone-neg */
  endpointGroup: compute('network endpoint group'),
  proxy: compute('target proxy'),
  sslPolicy: compute('SSL policy'),
  forwardingRule: compute('forwarding rule'),
  /** Certificate Manager: certificates, their maps, entries and authorizations have 63 characters. */
  certificate: compute('certificate'),
  /** Network Connectivity serviceConnectionPolicies: 63 characters. */
  connectionPolicy: compute('service connection policy'),
  /** Cloud DNS managedZones: 63 characters. */
  dnsZone: compute('DNS zone'),
  /** GKE clusters.create: 40 characters. */
  cluster: limit('GKE cluster', 40, /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/),
  /** IAM serviceAccounts.create: 6–30 characters; a deleted account can be restored for 30 days, and keeps its name. */
  serviceAccount: limit('service account', 30, /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/, { reserved: true }),
  /** The same, so short that with a project's id of 30 characters it is the name of a role in PostgreSQL. */
  databaseAccount: limit('service account of a database user', 28, /^[a-z][-a-z0-9]{4,26}[a-z0-9]$/, {
    reserved: true,
  }),
  /** IAM workloadIdentityPools.create: 4–32 characters, not `gcp-…`; a deleted pool keeps its id for 30 days. */
  identityPool: limit('workload identity pool', 32, /^(?!gcp-)[a-z0-9-]{4,32}$/, { reserved: true }),
  /** IAM workloadIdentityPools.providers.create: the same. */
  identityProvider: limit('provider of a pool', 32, /^(?!gcp-)[a-z0-9-]{4,32}$/, { reserved: true }),
  /** IAM roles.create: 3–64 letters, digits, `_` and `.`; a deleted role keeps its id for 37 days. */
  role: limit('custom role', 64, /^[A-Za-z0-9_.]{3,64}$/, { separator: '', reserved: true }),
  /** Cloud SQL: at most 98 characters together with the project; reserved for a week after deletion. */
  sqlInstance: limit('Cloud SQL instance', 63, /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, { reserved: true }),
  // A moment follows, of which no two are alike.
  restoredSqlInstance: limit('restored Cloud SQL instance', 46, /^[a-z]([-a-z0-9]{0,44}[a-z0-9])?$/),
  /** Memorystore for Redis: 40 characters. */
  redisInstance: limit('Redis instance', 40, /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/),
  redisCluster: limit('Redis cluster', 63, /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/),
  /** Memorystore for Valkey: 4–63 characters. */
  memorystoreInstance: limit('Valkey instance', 63, /^[a-z][a-z0-9-]{2,61}[a-z0-9]$/),
  /** Cloud Storage: 3–63 characters, unique in all of Google Cloud, not starting with `goog`. */
  bucket: limit('Cloud Storage bucket', 63, /^(?!goog)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, { global: true }),
  /** Cloud KMS: 63 characters; key rings and keys can never be deleted. */
  keyRing: limit('key ring', 63, /^[a-zA-Z0-9_-]{1,63}$/, { reserved: true }),
  key: limit('key', 63, /^[a-zA-Z0-9_-]{1,63}$/, { reserved: true }),
  /** Secret Manager: 255 characters. */
  secret: limit('secret', 255, /^[a-zA-Z0-9_-]{1,255}$/),
  /** Cloud Logging: 100 characters; a deleted bucket keeps its name for seven days. */
  logBucket: limit('log bucket', 100, /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, { reserved: true }),
  logSink: limit('log sink', 100, /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/),
  logExclusion: limit('log exclusion', 100, /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/),
  /** Cloud Scheduler: 500 characters; Workflows: 64 of them. */
  schedule: limit('workflow', 64, /^[a-zA-Z]([-_a-zA-Z0-9]{0,62}[a-zA-Z0-9])?$/),
  /** Pub/Sub topics: 3–255 characters, letter first. */
  topic: limit('Pub/Sub topic', 255, /^(?!goog)[A-Za-z][A-Za-z0-9_.~+%-]{2,254}$/),
  /** Security Command Center notificationConfigs: 128 letters, digits, `_` and `-`. */
  findings: limit('export of findings', 128, /^[A-Za-z0-9_-]{1,128}$/),
} as const;
