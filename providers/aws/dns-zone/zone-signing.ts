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
import type { Foundation } from '../foundation/foundation';

export interface ZoneSigningProps {
  readonly domain: string;
  readonly zoneId: string;
}

const REGION = 'us-east-1';
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
      region: REGION,
      customerMasterKeySpec: 'ECC_NIST_P256',
      keyUsage: 'SIGN_VERIFY',
      deletionWindowInDays: keys.deletionWindowDays,
      policy: jsonencode(this.policy()),
    });
  }

  private policy(): object {
    const { foundation } = this.deps;
    const inAccount = { StringEquals: { 'aws:SourceAccount': foundation.target.account } };
    return {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: foundation.accountPrincipal },
          Action: 'kms:*',
          Resource: '*',
        },
        {
          Effect: 'Allow',
          Principal: { Service: SERVICE },
          Action: ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign'],
          Resource: '*',
          Condition: inAccount,
        },
        {
          Effect: 'Allow',
          Principal: { Service: SERVICE },
          Action: 'kms:CreateGrant',
          Resource: '*',
          Condition: { ...inAccount, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
        },
      ],
    };
  }
}
