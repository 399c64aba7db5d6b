/**
 * The account's trail: a log bucket that keeps the audit logs of the whole project, whichever environment they are about, and
 * which services record reads.
 */
import { DataGoogleLoggingProjectCmekSettings } from '@cdktf/provider-google/lib/data-google-logging-project-cmek-settings';
import { LoggingProjectBucketConfig } from '@cdktf/provider-google/lib/logging-project-bucket-config';
import { LoggingProjectExclusion } from '@cdktf/provider-google/lib/logging-project-exclusion';
import { LoggingProjectSink } from '@cdktf/provider-google/lib/logging-project-sink';
import { ProjectIamAuditConfig } from '@cdktf/provider-google/lib/project-iam-audit-config';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import type { AccountDeps } from '../../../constructs/cloud';
import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';
import type { GoogleTypes } from '../types';
import { AccountKey, type AccountKeys } from './account-keys';
import { Apis } from './apis';
import { TrailAlerts } from './trail-alerts';

export type AuditTrailProps = NonNullable<AccountProps['auditTrail']>;

type Reads = AuditTrailProps['reads'][number];

const TRAIL = 'trail';

/** What Google calls each kind of audit log: docs.cloud.google.com/logging/docs/audit#types */
const KINDS = ['activity', 'data_access', 'policy', 'system_event'] as const;

const logOf = (kind: (typeof KINDS)[number]): string => `log_id("cloudaudit.googleapis.com/${kind}")`;
const DATA_ACCESS = logOf('data_access');

/**
 * What is recorded of each service. Its permissions are of one type each: docs.cloud.google.com/logging/docs/audit/configure-data-access
 * Updates of the status of pods are writes of data in a cluster, of which there are thousands an hour: those are not recorded.
 */
const RECORDED: Readonly<Record<Reads, Readonly<Record<string, readonly string[]>>>> = {
  secrets: {
    cloudkms: ['DATA_READ'],
    container: ['ADMIN_READ', 'DATA_READ'],
    secretmanager: ['DATA_READ'],
  },
  // Writing and deleting an object is no administration either.
  objects: { storage: ['DATA_READ', 'DATA_WRITE'] },
  // What pgaudit records of a server is a Data Access log, of both types: cloud.google.com/sql/docs/postgres/pg-audit
  statements: { cloudsql: ['DATA_READ', 'DATA_WRITE'] },
};

/** Under which names a service writes, if not only its own: the API of clusters is `k8s.io`. */
const WRITES_AS: Readonly<Record<string, readonly string[]>> = {
  container: ['container.googleapis.com', 'k8s.io'],
};

/** Every controller in a cluster lists and watches all the time: of that, only Secrets are kept. */
const NOISE = `${DATA_ACCESS} AND protoPayload.serviceName="k8s.io" AND NOT protoPayload.methodName:".secrets."`;

export interface AuditTrailDeps extends AccountDeps<GoogleTypes> {
  readonly keys: AccountKeys;
  /** What changes the project's policy before the trail does. */
  readonly after: readonly ITerraformDependable[];
}

export class AuditTrail extends Component<AuditTrailProps> {
  private readonly store: LoggingProjectBucketConfig;

  constructor(
    scope: Construct,
    id: string,
    props: AuditTrailProps,
    private readonly deps: AuditTrailDeps,
  ) {
    super(scope, id, props);
    const { dependsOn } = new Apis(this, 'apis', { part: 'trail' });
    this.store = this.createBucket(this.createKey(dependsOn));
    const sink = this.createSink();
    if (props.reads.length > 0) this.recordReads(sink);
    if (props.alerts.length > 0) this.createAlerts();
  }

  /** `projects/…/locations/…/buckets/…` */
  get logBucket(): string {
    return this.store.id;
  }

  private get project(): string {
    return this.deps.foundation.target.project;
  }

  private createKey(after: readonly ITerraformDependable[]): AccountKey {
    // The name of Cloud Logging's agent has two forms, depending on the age of the project.
    const settings = this.create('cmekSettings', DataGoogleLoggingProjectCmekSettings, {
      project: this.project,
      dependsOn: [...after],
    });
    const { deletionProtection: isProtected } = this.props;
    const agent = settings.serviceAccountId;
    return new AccountKey(
      this,
      'key',
      { overrideKey: 'trailKey', purpose: TRAIL, isProtected, agent, after: [] },
      this.deps,
    );
  }

  private createBucket(key: AccountKey): LoggingProjectBucketConfig {
    const { retentionDays, lock: locked, deletionProtection } = this.props;
    return this.createMain('trailBucket', LoggingProjectBucketConfig, {
      project: this.project,
      location: this.deps.foundation.region('primary'),
      bucketId: this.name(names.logBucket, TRAIL),
      description: 'Audit logs of the project',
      retentionDays,
      locked,
      cmekSettings: { kmsKeyName: key.id },
      lifecycle: { preventDestroy: deletionProtection },
      dependsOn: [...key.dependsOn],
    });
  }

  private createSink(): LoggingProjectSink {
    return this.create('trailSink', LoggingProjectSink, {
      name: this.name(names.logSink, TRAIL),
      description: 'Audit logs of the project',
      destination: `logging.googleapis.com/${this.store.id}`,
      filter: `(${KINDS.map(logOf).join(' OR ')}) AND NOT (${NOISE})`,
      // A sink needs no grant to write to a bucket of the same project.
      uniqueWriterIdentity: true,
    });
  }

  private recordReads(sink: LoggingProjectSink): void {
    const services = Object.assign({}, ...this.props.reads.map((kind) => RECORDED[kind])) as Record<string, string[]>;
    for (const [service, types] of Object.entries(services))
      this.createAs('reads', `reads-${service}`, ProjectIamAuditConfig, {
        project: this.project,
        service: `${service}.googleapis.com`,
        auditLogConfig: types.map((logType) => ({ logType, exemptedMembers: [] })),
        dependsOn: [...this.deps.after],
      });
    const writers = Object.keys(services).flatMap((service) => WRITES_AS[service] ?? [`${service}.googleapis.com`]);
    // Each bucket that stores an entry is paid: docs.cloud.google.com/stackdriver/pricing
    this.create('readsExclusion', LoggingProjectExclusion, {
      name: this.name(names.logExclusion, TRAIL),
      description: 'Reads are kept by the trail alone',
      filter: `${DATA_ACCESS} AND protoPayload.serviceName=(${writers.map((name) => `"${name}"`).join(' OR ')})`,
      dependsOn: [sink],
    });
  }

  private createAlerts(): void {
    const { notifications } = this.deps;
    const channels = this.props.alerts.flatMap((name) => notifications[name]?.channelId ?? []);
    new TrailAlerts(this, 'alerts', { channels });
  }
}
