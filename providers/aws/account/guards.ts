/** Guards of the whole account, and roles that AWS would make when services are first used. */
import { EbsEncryptionByDefault } from '@cdktf/provider-aws/lib/ebs-encryption-by-default';
import { Ec2InstanceMetadataDefaults } from '@cdktf/provider-aws/lib/ec2-instance-metadata-defaults';
import { IamAccountPasswordPolicy } from '@cdktf/provider-aws/lib/iam-account-password-policy';
import { IamServiceLinkedRole } from '@cdktf/provider-aws/lib/iam-service-linked-role';
import { S3AccountPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-account-public-access-block';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { SERVICE_ROLES } from '../shared/service-roles';

/** CIS AWS Foundations Benchmark 3.0, 1.8 and 1.9. */
const MIN_PASSWORD = 14;
const REMEMBERED_PASSWORDS = 24;

/** For containers on nodes, which are one hop further. */
const HOPS = 2;

export class Guards extends Component {
  constructor(
    scope: Construct,
    id: string,
    props: object,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.create('publicAccess', S3AccountPublicAccessBlock, {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    this.create('encryption', EbsEncryptionByDefault, { enabled: true });
    this.create('metadataDefaults', Ec2InstanceMetadataDefaults, {
      httpTokens: 'required',
      httpPutResponseHopLimit: HOPS,
    });
    this.create('passwordPolicy', IamAccountPasswordPolicy, {
      minimumPasswordLength: MIN_PASSWORD,
      passwordReusePrevention: REMEMBERED_PASSWORDS,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      allowUsersToChangePassword: true,
    });
    this.createRoles();
  }

  private createRoles(): void {
    const { adopt } = this.deps.foundation.target;
    for (const [word, awsServiceName] of Object.entries(SERVICE_ROLES))
      if (!(adopt as readonly string[]).includes(word))
        this.createAs('serviceRole', word, IamServiceLinkedRole, { awsServiceName });
  }
}
