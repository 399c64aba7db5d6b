/**
 * Foundation on Google: enables the APIs that the environment needs, waits for them, and creates the key rings. The
 * project itself must exist, with the Service Usage and Resource Manager APIs enabled.
 */
import { DataGoogleProject } from '@cdktf/provider-google/lib/data-google-project';
import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring';
import { ProjectService } from '@cdktf/provider-google/lib/project-service';
import { Sleep } from '@cdktf/provider-time/lib/sleep';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { type GoogleTarget, regionOf, type RegionRole } from '../../../constructs/environment/targets';
import * as neutral from '../../../constructs/foundation/contract';
import type { CloudConstructKind } from '../../../constructs/registry';
import type { Outputs } from '../../../core/cdktf/component';
import { KEY_RING } from '../encryption-key/lookup';
import { names } from '../shared/names';

/** The APIs that each kind of construct needs, without `.googleapis.com`. */
const APIS: Readonly<Record<CloudConstructKind, readonly string[]>> = {
  // Its parts enable the rest.
  account: ['cloudresourcemanager', 'serviceusage'],
  notification: ['monitoring'],
  budget: ['billingbudgets'],
  alarms: ['monitoring'],
  uptimeCheck: ['monitoring'],
  cdn: ['certificatemanager', 'compute', 'dns', 'logging'],
  loadBalancer: ['certificatemanager', 'compute', 'dns', 'logging'],
  webFirewall: ['compute', 'logging'],
  network: ['cloudkms', 'compute', 'dns', 'logging', 'servicenetworking'],
  cluster: ['cloudkms', 'compute', 'container', 'iam', 'iamcredentials', 'logging', 'monitoring'],
  managedPostgres: ['cloudkms', 'compute', 'logging', 'secretmanager', 'servicenetworking', 'sqladmin'],
  managedRedis: [
    'cloudkms',
    'compute',
    'iam',
    'iamcredentials',
    'logging',
    'memorystore',
    'networkconnectivity',
    'redis',
    'secretmanager',
    'serviceconsumermanagement',
    'servicenetworking',
  ],
  dnsZone: ['dns', 'logging'],
  deployIdentity: ['iam', 'iamcredentials', 'sts'],
  objectStore: ['cloudkms', 'storage'],
  secret: ['cloudkms', 'secretmanager'],
};

/** The APIs of calls by the clock, which no construct has by itself. */
const SCHEDULES = ['cloudscheduler', 'workflowexecutions', 'workflows'] as const;

/** The APIs of what tells people by the clock, which no construct has by itself. */
const DRILL = ['cloudscheduler', 'iam', 'logging'] as const;

/** The APIs that take traces and metrics of programs, which no construct has by itself. */
const TELEMETRY = ['cloudtrace', 'telemetry'] as const;

/**
 * Services whose agents Google creates on first use, unlike those of Compute Engine, GKE and Cloud Storage. That is too
 * late for the grant on the key that they need: cloud.google.com/iam/docs/create-service-agents. The account's stack creates
 * them (`account.defaults`). A project without it takes one command, once: the output `prepare_command`.
 */
const LATE_AGENTS: Partial<Readonly<Record<CloudConstructKind, readonly string[]>>> = {
  managedPostgres: ['secretmanager', 'sqladmin'],
  managedRedis: ['memorystore', 'redis', 'secretmanager'],
  secret: ['secretmanager'],
};

/** All of them, whatever an environment has. */
export const lateAgents = (): readonly string[] => [...new Set(Object.values(LATE_AGENTS).flat())].sort();

/** How long a newly enabled API may still answer that it is disabled. */
export const PROPAGATION = '60s';

export class Foundation extends neutral.Foundation<GoogleTarget> {
  /** Dependencies of every resource of the environment: the enabled APIs. */
  readonly dependsOn: ITerraformDependable[];
  /** The project's number, a part of the emails of Google's service agents. */
  readonly projectNumber: string;
  private readonly apis: readonly ProjectService[];
  private readonly enabledLater = new Map<string, ITerraformDependable[]>();
  private readonly enabled = new Map<string, ProjectService>();
  private readonly keyRings = new Map<string, KmsKeyRing>();
  private computeApi: ITerraformDependable[] | undefined;

  constructor(scope: Construct, id: string, props: neutral.FoundationProps<GoogleTarget>) {
    super(scope, id, props);
    this.projectNumber = this.create('project', DataGoogleProject, { projectId: this.target.project }).number;
    this.apis = this.enableApis();
    this.dependsOn = this.waitFor('propagation', this.apis);
  }

  /**
   * Dependencies of data sources of Compute Engine: only their own API. If they depended on all APIs, adding one would
   * defer reading them to apply, and resources that use their values would be replaced.
   */
  get compute(): ITerraformDependable[] {
    return (this.computeApi ??= this.waitFor(
      'compute-propagation',
      this.apis.filter((api) => api.node.id === 'compute'),
    ));
  }

  /** Dependencies of schedules, whose APIs are enabled on first use. */
  get schedules(): ITerraformDependable[] {
    return this.enableLater('schedules', SCHEDULES);
  }

  /** Dependencies of a drill, in the same way. */
  get drill(): ITerraformDependable[] {
    return this.enableLater('drill', DRILL);
  }

  /** Dependencies of rights to send traces and metrics, in the same way. */
  get telemetry(): ITerraformDependable[] {
    return this.enableLater('telemetry', TELEMETRY);
  }

  region(role: RegionRole): string {
    return regionOf(this.target, role);
  }

  /** Email of a service agent of the project: `service-123@gcp-sa-cloud-sql.iam.gserviceaccount.com`. */
  agent(service: string): string {
    return `service-${this.projectNumber}@${service}.iam.gserviceaccount.com`;
  }

  /** The key ring of a region, created on first use. */
  keyRing(role: RegionRole): KmsKeyRing {
    const ring = this.keyRings.get(role) ?? this.createKeyRing(role);
    this.keyRings.set(role, ring);
    return ring;
  }

  override outputs(): Outputs {
    const services = this.used(LATE_AGENTS);
    if (services.length === 0) return {};
    const commands = services.map(
      (service) =>
        `gcloud beta services identity create --service=${service}.googleapis.com --project=${this.target.project}`,
    );
    return { prepare_command: commands.join(' && ') };
  }

  private createKeyRing(role: RegionRole): KmsKeyRing {
    const location = this.region(role);
    const [id, name] =
      role === 'primary'
        ? ['key-ring', this.name(names.keyRing, KEY_RING)]
        : ['secondary-key-ring', this.name(names.keyRing, KEY_RING, location)];
    return this.createAs('keyRing', id, KmsKeyRing, { name, location, dependsOn: this.dependsOn });
  }

  private enableApis(): ProjectService[] {
    return this.used(APIS).map((api) => this.enable(api));
  }

  private enableLater(id: string, apis: readonly string[]): ITerraformDependable[] {
    const ready = this.enabledLater.get(id) ?? [
      ...this.dependsOn,
      ...this.waitFor(
        `${id}-propagation`,
        apis.map((api) => this.enable(api)),
      ),
    ];
    this.enabledLater.set(id, ready);
    return ready;
  }

  private enable(api: string): ProjectService {
    const service = this.enabled.get(api) ?? this.createApi(api);
    this.enabled.set(api, service);
    return service;
  }

  private createApi(api: string): ProjectService {
    return this.createAs('api', api, ProjectService, {
      service: `${api}.googleapis.com`,
      disableOnDestroy: false,
      disableDependentServices: false,
    });
  }

  private waitFor(id: string, apis: readonly ProjectService[]): ITerraformDependable[] {
    if (apis.length === 0) return [];
    // The list is a trigger, so that an API added later is waited for as well.
    const triggers = { apis: apis.map((api) => api.node.id).join(' ') };
    return [this.createAs('propagation', id, Sleep, { createDuration: PROPAGATION, triggers, dependsOn: [...apis] })];
  }

  private used(table: Partial<Readonly<Record<CloudConstructKind, readonly string[]>>>): string[] {
    return [...new Set([...this.props.uses].flatMap((kind) => table[kind] ?? []))].sort();
  }
}
