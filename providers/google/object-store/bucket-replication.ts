/**
 * BucketReplication on Google: a second bucket, and a job of Storage Transfer Service that continuously copies new and
 * changed objects to it: docs.cloud.google.com/storage-transfer/docs/cross-bucket-replication
 *
 * The alternative is a dual-region bucket, which has three limits: turning replication on or off would replace the
 * bucket, both regions must be on the same continent, and the key must be in that continent's multi-region.
 */
import { DataGoogleStorageTransferProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-transfer-project-service-account';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { ProjectService } from '@cdktf/provider-google/lib/project-service';
import { StorageBucket, type StorageBucketConfig } from '@cdktf/provider-google/lib/storage-bucket';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import { StorageTransferJob } from '@cdktf/provider-google/lib/storage-transfer-job';
import { Sleep } from '@cdktf/provider-time/lib/sleep';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';

export interface BucketReplicationProps {
  readonly source: StorageBucket;
  readonly sink: StorageBucketConfig;
  /** Email of Cloud Storage's service agent, which publishes changes of objects. */
  readonly storageAgent: string;
}

/** The job's roles on each bucket: those that the console grants, and reading the objects that it compares. */
const SOURCE_ROLES = ['roles/storage.legacyBucketOwner', 'roles/storage.objectViewer'];
const SINK_ROLES = ['roles/storage.legacyBucketWriter', 'roles/storage.objectViewer'];

export class BucketReplication extends Component<BucketReplicationProps> {
  readonly replica: StorageBucket;
  readonly job: StorageTransferJob;

  constructor(scope: Construct, id: string, props: BucketReplicationProps, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    const transfer = transferService(foundation, props.storageAgent);
    this.replica = this.createMain('replicaBucket', StorageBucket, props.sink);
    this.job = this.create('transferJob', StorageTransferJob, {
      description: `Replicates bucket "${scope.node.id}" to ${foundation.region('secondary')}`,
      project: foundation.target.project,
      status: 'ENABLED',
      replicationSpec: {
        gcsDataSource: { bucketName: props.source.name },
        gcsDataSink: { bucketName: this.replica.name },
        transferOptions: {
          overwriteWhen: 'DIFFERENT',
          metadataOptions: {
            acl: 'ACL_DESTINATION_BUCKET_DEFAULT',
            kmsKey: 'KMS_KEY_DESTINATION_BUCKET_DEFAULT',
            storageClass: 'STORAGE_CLASS_DESTINATION_BUCKET_DEFAULT',
          },
        },
      },
      loggingConfig: { logActions: ['COPY'], logActionStates: ['FAILED'] },
      dependsOn: [
        ...transfer.dependsOn,
        ...this.grantRoles('source', props.source, SOURCE_ROLES, transfer.member),
        ...this.grantRoles('sink', this.replica, SINK_ROLES, transfer.member),
      ],
    });
  }

  private grantRoles(
    id: string,
    bucket: StorageBucket,
    roles: readonly string[],
    member: string,
  ): ITerraformDependable[] {
    return roles.map((role) =>
      this.createAs('transferRole', `${id}-${role.split('.').at(-1)}`, StorageBucketIamMember, {
        bucket: bucket.name,
        role,
        member,
      }),
    );
  }
}

/** How long a newly enabled API may still answer that it is disabled, and a new grant have no effect. */
const PROPAGATION = '60s';

/** Storage Transfer Service, once for all buckets: its APIs, its service agent and the agent's rights on Pub/Sub. */
class TransferService extends Component<{ readonly storageAgent: string }> {
  readonly member: string;
  readonly dependsOn: readonly ITerraformDependable[];

  constructor(foundation: Foundation, id: string, props: { readonly storageAgent: string }) {
    super(foundation, id, props);
    const { project } = foundation.target;
    const apis = ['pubsub', 'storagetransfer'].map((api) =>
      this.createAs('api', api, ProjectService, {
        service: `${api}.googleapis.com`,
        disableOnDestroy: false,
        disableDependentServices: false,
      }),
    );
    const enabled = this.create('propagation', Sleep, { createDuration: PROPAGATION, dependsOn: apis });
    // Reading the agent creates it. Grants use its well-known name instead of the attribute, because an attribute that
    // is only read at apply, after a new API, would plan the grants again.
    const agent = this.create('agent', DataGoogleStorageTransferProjectServiceAccount, {
      project,
      dependsOn: [enabled],
    });
    this.member = `serviceAccount:project-${foundation.projectNumber}@storage-transfer-service.iam.gserviceaccount.com`;
    const grants = [
      this.createAs('projectRole', 'pubsub-editor', ProjectIamMember, {
        project,
        role: 'roles/pubsub.editor',
        member: this.member,
        ...this.ofEnvironment,
        dependsOn: [agent],
      }),
      this.createAs('projectRole', 'pubsub-publisher', ProjectIamMember, {
        project,
        role: 'roles/pubsub.publisher',
        member: `serviceAccount:${props.storageAgent}`,
        ...this.ofEnvironment,
        dependsOn: [enabled],
      }),
    ];
    this.dependsOn = [this.create('rights', Sleep, { createDuration: PROPAGATION, dependsOn: grants })];
  }

  /**
   * Tells the grants from those of other environments in the project, which have the same agents: one that is destroyed
   * would take their rights from them. The condition is always true, and grants with different ones exist beside each other.
   */
  private get ofEnvironment() {
    return {
      condition: { title: this.stack.node.id, expression: 'request.time > timestamp("2020-01-01T00:00:00Z")' },
      lifecycle: { createBeforeDestroy: true },
    };
  }
}

function transferService(foundation: Foundation, storageAgent: string): TransferService {
  const existing = foundation.node.tryFindChild('transfer');
  return existing instanceof TransferService ? existing : new TransferService(foundation, 'transfer', { storageAgent });
}
