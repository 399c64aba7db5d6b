/**
 * WorkloadIdentity on Google: grants roles on exactly the resources that a workload may use to its Kubernetes service
 * account, as a principal of the workload identity pool. There are no keys. Only Velero gets a Google service account,
 * to sign URLs; to a database or cache, workloads sign in with tokens of the accounts that these have for it.
 */
import { DnsManagedZoneIamMember } from '@cdktf/provider-google/lib/dns-managed-zone-iam-member';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { SecretManagerSecretIamMember } from '@cdktf/provider-google/lib/secret-manager-secret-iam-member';
import type { ServiceAccount as GoogleServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { IdentityDeps } from '../../../constructs/cloud';
import * as neutral from '../../../constructs/workload-identity';
import { present } from '../../../core/invariant';
import type { DnsZone } from '../dns-zone/dns-zone';
import type { Foundation } from '../foundation/foundation';
import { purposeOf, VELERO } from '../iam/impersonation';
import { projectRole } from '../iam/project-role';
import { ServiceAccount } from '../iam/service-account';
import type { ManagedPostgres } from '../managed-postgres/managed-postgres';
import type { ManagedRedis } from '../managed-redis/managed-redis';
import type { ObjectStore } from '../object-store/object-store';
import { bucketRoles } from './bucket-roles';

export class WorkloadIdentity extends neutral.WorkloadIdentity {
  /** `principal://…` or `serviceAccount:…`. */
  readonly identity: string;
  readonly account: ServiceAccount | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.WorkloadIdentityProps,
    private readonly deps: IdentityDeps<Foundation, ObjectStore, ManagedPostgres, ManagedRedis, DnsZone>,
  ) {
    super(scope, id, props);
    this.account = id === purposeOf(VELERO) ? this.createAccount() : undefined;
    this.identity = this.account?.account.member ?? this.principal;
    this.grantBuckets();
    this.grantSecrets();
    this.grantSignIns();
    this.grantZones();
    this.grantSnapshots();
    this.grantImages();
    this.grantTelemetry();
  }

  /** Refers to the cluster, because a project has no pool before its first cluster with workload identity. */
  private get principal(): string {
    const { foundation, cluster } = this.deps;
    const { namespace, serviceAccount } = this.props;
    const pool = `projects/${foundation.projectNumber}/locations/global/workloadIdentityPools/${cluster.identityIssuer}`;
    return `principal://iam.googleapis.com/${pool}/subject/ns/${namespace}/sa/${serviceAccount}`;
  }

  private createAccount(): ServiceAccount {
    const { namespace, serviceAccount } = this.props;
    const account = new ServiceAccount(this, 'account', { purpose: purposeOf(VELERO) }, this.deps);
    const { name: serviceAccountId, member } = account.account;
    this.create('impersonation', ServiceAccountIamMember, {
      serviceAccountId,
      role: 'roles/iam.workloadIdentityUser',
      member: `serviceAccount:${this.deps.cluster.identityIssuer}[${namespace}/${serviceAccount}]`,
    });
    this.create('signing', ServiceAccountIamMember, {
      serviceAccountId,
      role: 'roles/iam.serviceAccountTokenCreator',
      member,
    });
    return account;
  }

  private grantBuckets(): void {
    const rights = neutral.bucketRights(this.props.rights);
    for (const id of new Set(rights.map(({ objectStore }) => objectStore))) {
      const ofBucket = rights.filter(({ objectStore }) => objectStore === id);
      const read = ofBucket.some((right) => right.read);
      const write = ofBucket.some((right) => right.write);
      for (const role of bucketRoles(read, write)) {
        const { bucket } = present(this.deps.stores[id], `objectStores.${id}`);
        const config = { bucket, role: `roles/storage.${role}`, member: this.identity };
        this.createAs('bucketRole', `bucket-${id}-${role}`, StorageBucketIamMember, config);
      }
    }
  }

  private grantSecrets(): void {
    for (const [name, { reference: secretId }] of Object.entries(this.deps.secrets(this.props.rights))) {
      const config = { secretId, role: 'roles/secretmanager.secretAccessor', member: this.identity };
      this.createAs('secretRole', `secret-${name}`, SecretManagerSecretIamMember, config);
    }
  }

  private grantSignIns(): void {
    const { databases, caches } = this.deps;
    for (const { database, user } of neutral.databaseRights(this.props.rights)) {
      const { account } = present(databases[database]?.identityUsers[user], `databases.${database}.users.${user}`);
      this.grantTokens('databaseRole', `database-${database}--${user}`, account);
    }
    for (const { cache } of neutral.cacheRights(this.props.rights)) {
      const { account } = present(caches[cache]?.users, `users of caches.${cache}`);
      this.grantTokens('cacheRole', `cache-${cache}`, account);
    }
  }

  private grantTokens(overrideKey: string, id: string, { name: serviceAccountId }: GoogleServiceAccount): void {
    const config = { serviceAccountId, role: 'roles/iam.workloadIdentityUser', member: this.identity };
    this.createAs(overrideKey, id, ServiceAccountIamMember, config);
  }

  private grantZones(): void {
    const zones = new Set(neutral.zoneRights(this.props.rights).map(({ dnsZone }) => dnsZone));
    const { foundation, dnsZones } = this.deps;
    for (const id of zones) {
      this.createAs('zoneRole', `zone-${id}`, DnsManagedZoneIamMember, {
        project: foundation.target.project,
        managedZone: present(dnsZones[id], `dnsZones.${id}`).zoneId,
        role: projectRole(foundation, 'dns-records'),
        member: this.identity,
      });
    }
    if (zones.size > 0) this.grantOnProject('dns-zones');
  }

  private grantSnapshots(): void {
    if (neutral.mayUse(this.props.rights, 'volume-snapshots')) this.grantOnProject('volume-snapshots');
  }

  private grantImages(): void {
    if (neutral.mayUse(this.props.rights, 'images')) this.grantGoogles('images', 'roles/artifactregistry.reader');
  }

  /** Whoever calls the Telemetry API says to which project the call counts, and has to be allowed that, too. */
  private grantTelemetry(): void {
    const signals = new Set(neutral.signalsOf(this.props.rights));
    if (signals.size === 0) return;
    const { telemetry: dependsOn } = this.deps.foundation;
    for (const signal of signals) this.grantGoogles(signal, `roles/telemetry.${signal}Writer`, dependsOn);
    this.grantGoogles('quota', 'roles/serviceusage.serviceUsageConsumer', dependsOn);
  }

  /** One of Google's own roles on the project. */
  private grantGoogles(id: string, role: string, dependsOn: readonly ITerraformDependable[] = []): void {
    const { project } = this.deps.foundation.target;
    const config = { project, role, member: this.identity, ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }) };
    this.createAs('projectRole', id, ProjectIamMember, config);
  }

  private grantOnProject(role: Parameters<typeof projectRole>[1]): void {
    const { foundation } = this.deps;
    this.createAs('projectRole', role, ProjectIamMember, {
      project: foundation.target.project,
      role: projectRole(foundation, role),
      member: this.identity,
    });
  }
}
