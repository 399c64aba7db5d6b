/** What a deploy identity may do about Cdns on AWS: a policy of its role, for the distributions. */
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Construct } from 'constructs';

import type { EdgeDeps } from '../../../constructs/cloud';
import * as neutral from '../../../constructs/deploy-identity';
import { jsonencode } from '../../../core/cdktf/escape';
import { policyOf, sizeOf } from '../iam/packing';
import { allow, type Statement } from '../iam/statement';
import { names } from '../shared/names';
import type { AwsTypes } from '../types';

/** Waiting for what it began reads it. */
const ACTIONS = ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'];

const LONGEST_ARN = 'arn:aws-us-gov:cloudfront::123456789012:distribution/E123456789ABCD';

const statementsOf = (distributions: readonly string[]): Statement[] => [allow(ACTIONS, distributions)];

/** Characters of a role's inline policies that this takes. */
export const sizeFor = (cdns: number): number =>
  cdns === 0 ? 0 : sizeOf(statementsOf(new Array<string>(cdns).fill(LONGEST_ARN)));

export class Invalidation extends neutral.Invalidation {
  constructor(
    scope: Construct,
    id: string,
    props: neutral.InvalidationProps,
    { foundation, infrastructure }: EdgeDeps<AwsTypes>,
  ) {
    super(scope, id, props);
    const { partition, target } = foundation;
    const distributions = [...this.caches.values()].map(
      (one) => `arn:${partition}:cloudfront::${target.account}:distribution/${one}`,
    );
    this.create('invalidation', IamRolePolicy, {
      name: 'invalidation',
      role: infrastructure.name(names.role, id),
      policy: jsonencode(policyOf(statementsOf(distributions))),
    });
  }
}
