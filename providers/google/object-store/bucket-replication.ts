/**
 * BucketReplication on Google: a second bucket, and a job of Storage Transfer Service that copies new and changed objects to
 * it as they come: docs.cloud.google.com/storage-transfer/docs/cross-bucket-replication
 *
 * A dual-region bucket would be the other way. It has to be one from the start (to turn it on or off replaces the bucket), its
 * two regions have to be on one continent, and its key in that continent's own location.
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
  /** Email of Cloud Storage's service agent, which tells of changes. */
  readonly storageAgent: string;
}

/** What the job does with each bucket: the roles that the console grants, and reading what it compares. */
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
        ...this.grant('source', props.source, SOURCE_ROLES, transfer.member),
        ...this.grant('sink', this.replica, SINK_ROLES, transfer.member),
      ],
    });
  }

  private grant(id: string, bucket: StorageBucket, roles: readonly string[], member: string): ITerraformDependable[] {
    return roles.map((role) =>
      this.createAs('transferRole', `${id}-${role.split('.').at(-1)}`, StorageBucketIamMember, {
        bucket: bucket.name,
        role,
        member,
      }),
    );
  }
}

/** How long an API that was just turned on may still answer that it is off, and a right that was just given be unknown. */
const PROPAGATION = '60s';

/** Storage Transfer Service in the project, once for all buckets: its APIs, its agent and what that may do with Pub/Sub. */
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
    // Reading the agent makes it. Its name is known, so that grants are not planned anew when the reading waits for an API.
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
        dependsOn: [agent],
      }),
      this.createAs('projectRole', 'pubsub-publisher', ProjectIamMember, {
        project,
        role: 'roles/pubsub.publisher',
        member: `serviceAccount:${props.storageAgent}`,
        dependsOn: [enabled],
      }),
    ];
    this.dependsOn = [this.create('rights', Sleep, { createDuration: PROPAGATION, dependsOn: grants })];
  }
}

function transferService(foundation: Foundation, storageAgent: string): TransferService {
  const made = foundation.node.tryFindChild('transfer');
  return made instanceof TransferService ? made : new TransferService(foundation, 'transfer', { storageAgent });
}
