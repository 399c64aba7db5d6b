/** AWS foundation: who and where we are. AWS needs nothing made beforehand. */
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import * as neutral from '../../../constructs/foundation/contract';
import type { AwsTarget } from '../../../constructs/environment/targets';

export class Foundation extends neutral.Foundation<AwsTarget> {
  /** `aws`, `aws-cn` or `aws-us-gov`: the second part of every ARN. */
  readonly partition = this.create('partition', DataAwsPartition, {}).partition;

  /** The region's own name, for resources of the secondary region; undefined leaves the provider's. */
  region(place: 'primary' | 'secondary'): string | undefined {
    return place === 'secondary' ? this.target.secondaryRegion : undefined;
  }

  regionName(place: 'primary' | 'secondary'): string {
    return this.region(place) ?? this.target.region;
  }

  /** The account itself, as a principal: its IAM policies decide. */
  get accountPrincipal(): string {
    return `arn:${this.partition}:iam::${this.target.account}:root`;
  }
}
