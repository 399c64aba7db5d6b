/** Foundation on AWS: an environment's account, region and partition. Its constructs have hardly any resources in common. */
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { AwsTarget, RegionRole } from '../../../constructs/environment/targets';
import * as neutral from '../../../constructs/foundation/contract';
import { LogPolicy } from './log-policy';

export class Foundation extends neutral.Foundation<AwsTarget> {
  /** `aws`, `aws-cn` or `aws-us-gov`: the second part of every ARN. */
  readonly partition: string;
  private queryLogs: LogPolicy | undefined;
  private readonly firewallLogs = new Map<string, LogPolicy>();
  private requestLogs: LogPolicy | undefined;

  constructor(scope: Construct, id: string, props: neutral.FoundationProps<AwsTarget>) {
    super(scope, id, props);
    this.partition = this.create('partition', DataAwsPartition, {}).partition;
  }

  /** The account itself, as a principal: its IAM policies decide who acts for it. */
  get accountPrincipal(): string {
    return `arn:${this.partition}:iam::${this.target.account}:root`;
  }

  /** What Route 53 needs before it writes logs of queries. */
  get queryLogPolicy(): ITerraformDependable {
    const { partition, target } = this;
    this.queryLogs ??= new LogPolicy(this, 'query-log-policy', { partition, target });
    return this.queryLogs.policy;
  }

  /** What CloudWatch needs before it delivers CloudFront's logs. */
  get requestLogPolicy(): ITerraformDependable {
    const { partition, target } = this;
    this.requestLogs ??= new LogPolicy(this, 'request-log-policy', { partition, target });
    return this.requestLogs.policy;
  }

  /** What CloudWatch needs before it takes records of firewalls in a region. @default region - the environment's own */
  firewallLogPolicy(region: string | undefined): ITerraformDependable {
    const { partition, target } = this;
    const isElsewhere = region !== undefined && region !== target.region;
    const id = isElsewhere ? 'global-firewall-log-policy' : 'firewall-log-policy';
    const policy = this.firewallLogs.get(id) ?? new LogPolicy(this, id, { partition, target });
    this.firewallLogs.set(id, policy);
    return policy.policy;
  }

  /** The `region` argument of a resource: undefined, for the provider's own region, unless it is the secondary one. */
  region(role: RegionRole): string | undefined {
    return role === 'secondary' ? this.target.secondaryRegion : undefined;
  }

  regionName(role: RegionRole): string {
    return this.region(role) ?? this.target.region;
  }
}
