/**
 * Foundation on Google: the APIs that the environment needs, turned on and waited for, and the key rings that its keys
 * are in. The project itself exists, with the Service Usage and Resource Manager APIs on.
 */
import { DataGoogleProject } from '@cdktf/provider-google/lib/data-google-project';
import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring';
import { ProjectService } from '@cdktf/provider-google/lib/project-service';
import { Sleep } from '@cdktf/provider-time/lib/sleep';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Outputs } from '../../../core/cdktf/component';
import * as neutral from '../../../constructs/foundation/contract';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { CloudConstructKind } from '../../../constructs/registry';
import { KEY_RING } from '../encryption-key/lookup';
import { names } from '../shared/names';

/** APIs by what needs them; their names end with `.googleapis.com`. */
const APIS: Readonly<Record<CloudConstructKind, readonly string[]>> = {
  network: ['compute', 'dns', 'logging', 'servicenetworking'],
  cluster: ['cloudkms', 'compute', 'container', 'iam', 'iamcredentials', 'logging', 'monitoring'],
  managedPostgres: ['cloudkms', 'compute', 'logging', 'secretmanager', 'servicenetworking', 'sqladmin'],
  managedRedis: [
    'cloudkms',
    'compute',
    'logging',
    'memorystore',
    'networkconnectivity',
    'redis',
    'secretmanager',
    'serviceconsumermanagement',
    'servicenetworking',
  ],
  objectStore: ['cloudkms', 'storage'],
  secret: ['cloudkms', 'secretmanager'],
};

/**
 * Services whose agents, unlike those of Compute Engine, GKE or Cloud Storage, Google makes only when first needed, which is
 * after the grant on the key that they need: cloud.google.com/iam/docs/create-service-agents. To make them beforehand takes
 * a resource that only the provider google-beta has, or one command, once in a project.
 */
const LATE_AGENTS: Partial<Readonly<Record<CloudConstructKind, readonly string[]>>> = {
  managedPostgres: ['secretmanager', 'sqladmin'],
  managedRedis: ['memorystore', 'redis', 'secretmanager'],
  secret: ['secretmanager'],
};

/** How long an API that was just turned on may still answer that it is off. */
const PROPAGATION = '60s';

export class Foundation extends neutral.Foundation<GoogleTarget> {
  /** What every resource depends on. */
  readonly dependsOn: ITerraformDependable[];
  /** The project's number, which is in the names of Google's service agents. */
  readonly projectNumber: string;
  private readonly apis: readonly ProjectService[];
  private readonly keyRings = new Map<string, KmsKeyRing>();
  private computeIsOn: ITerraformDependable[] | undefined;

  constructor(scope: Construct, id: string, props: neutral.FoundationProps<GoogleTarget>) {
    super(scope, id, props);
    this.projectNumber = this.create('project', DataGoogleProject, { projectId: this.target.project }).number;
    this.apis = this.enableApis();
    this.dependsOn = this.waitFor('propagation', this.apis);
  }

  /**
   * What data sources of Compute Engine depend on, instead. One that depends on all APIs would be read only at apply whenever
   * an API is added, and what hangs on it would be replaced.
   */
  get compute(): ITerraformDependable[] {
    return (this.computeIsOn ??= this.waitFor(
      'compute-propagation',
      this.apis.filter((api) => api.node.id === 'compute'),
    ));
  }

  region(place: 'primary' | 'secondary'): string {
    const { region, secondaryRegion } = this.target;
    if (place === 'primary') return region;
    if (secondaryRegion === undefined)
      throw new Error('the secondary region is used, and the rules let its absence through');
    return secondaryRegion;
  }

  /** A service agent of the project: `service-123@gcp-sa-cloud-sql.iam.gserviceaccount.com`. */
  agent(service: string): string {
    return `service-${this.projectNumber}@${service}.iam.gserviceaccount.com`;
  }

  /** The key ring of a location, made when first asked for. */
  keyRing(location: string): KmsKeyRing {
    const made = this.keyRings.get(location);
    if (made) return made;
    const id =
      location === this.target.region
        ? 'key-ring'
        : location === this.target.secondaryRegion
          ? 'secondary-key-ring'
          : `key-ring-${location}`;
    const name = this.name(names.keyRing, KEY_RING, ...(location === this.target.region ? [] : [location]));
    const ring = this.createAs('keyRing', id, KmsKeyRing, { name, location, dependsOn: this.dependsOn });
    this.keyRings.set(location, ring);
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

  private enableApis(): ProjectService[] {
    return this.used(APIS).map((api) =>
      this.createAs('api', api, ProjectService, {
        service: `${api}.googleapis.com`,
        disableOnDestroy: false,
        disableDependentServices: false,
      }),
    );
  }

  private waitFor(id: string, apis: readonly ProjectService[]): ITerraformDependable[] {
    if (apis.length === 0) return [];
    // The list as trigger: an API added later is waited for too.
    const triggers = { apis: apis.map((api) => api.node.id).join(' ') };
    return [this.createAs('propagation', id, Sleep, { createDuration: PROPAGATION, triggers, dependsOn: [...apis] })];
  }

  private used(table: Partial<Readonly<Record<CloudConstructKind, readonly string[]>>>): string[] {
    return [...new Set([...this.props.uses].flatMap((kind) => table[kind] ?? []))].sort();
  }
}
