/**
 * DNSSEC of a zone: Route 53 signs with a key of KMS, which has to be in us-east-1 and of this kind:
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html
 */
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Route53HostedZoneDnssec } from '@cdktf/provider-aws/lib/route53-hosted-zone-dnssec';
import { Route53KeySigningKey } from '@cdktf/provider-aws/lib/route53-key-signing-key';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { allowOnKey } from '../encryption-key/policy';
import type { Foundation } from '../foundation/foundation';
import { sourceAccount } from '../iam/statement';
import { GLOBAL_REGION } from '../shared/regions';

export interface ZoneSigningProps {
  readonly domain: string;
  readonly zoneId: string;
}

const SERVICE = 'dnssec-route53.amazonaws.com';

export class ZoneSigning extends Component<ZoneSigningProps> {
  private readonly signer: Route53KeySigningKey;

  constructor(
    scope: Construct,
    id: string,
    props: ZoneSigningProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.signer = this.create('signer', Route53KeySigningKey, {
      hostedZoneId: props.zoneId,
      keyManagementServiceArn: this.createKey().arn,
      // Unique in the zone.
      name: 'main',
    });
    this.createMain('signing', Route53HostedZoneDnssec, {
      hostedZoneId: this.signer.hostedZoneId,
      dependsOn: [this.signer],
    });
  }

  get dsRecord(): string {
    return this.signer.dsRecord;
  }

  private createKey(): KmsKey {
    const { keys } = this.deps.foundation.props;
    return this.create('signingKey', KmsKey, {
      description: `Signs ${this.props.domain}`,
      region: GLOBAL_REGION,
      customerMasterKeySpec: 'ECC_NIST_P256',
      keyUsage: 'SIGN_VERIFY',
      deletionWindowInDays: keys.deletionWindowDays,
      policy: jsonencode(this.policy()),
    });
  }

  private policy(): object {
    const { foundation } = this.deps;
    const route53 = { Service: SERVICE };
    const inAccount = sourceAccount(foundation);
    const forItself = { ...inAccount, Bool: { 'kms:GrantIsForAWSResource': 'true' } };
    return {
      Version: '2012-10-17',
      Statement: [
        allowOnKey({ AWS: foundation.accountPrincipal }, 'kms:*'),
        allowOnKey(route53, ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign'], inAccount),
        allowOnKey(route53, 'kms:CreateGrant', forItself),
      ],
    };
  }
}
