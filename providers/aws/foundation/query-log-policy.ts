/** What lets Route 53 write the queries of an environment's zones to their log groups. */
import {
  CloudwatchLogResourcePolicy,
  type CloudwatchLogResourcePolicyConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import type { Construct } from 'constructs';

import type { AwsTarget } from '../../../constructs/environment/targets';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { names } from '../shared/names';
import { GLOBAL_REGION } from '../shared/regions';

/** Route 53 takes no groups with other names. */
export const QUERY_LOGS = '/aws/route53/';

export interface QueryLogPolicyProps {
  readonly partition: string;
  readonly target: AwsTarget;
}

/** One for all zones, because a region of an account has ten such policies at most. */
export class QueryLogPolicy extends Component<QueryLogPolicyProps> {
  readonly policy: CloudwatchLogResourcePolicy;

  constructor(scope: Construct, id: string, props: QueryLogPolicyProps) {
    super(scope, id, props);
    const config: CloudwatchLogResourcePolicyConfig = {
      region: GLOBAL_REGION,
      policyName: this.name(names.logPolicy, 'route53-query-logs'),
      policyDocument: jsonencode(this.document()),
    };
    this.policy = this.createMain('policy', CloudwatchLogResourcePolicy, config);
  }

  private document(): object {
    const { partition, target } = this.props;
    const groups = `${QUERY_LOGS}${this.name(names.logGroup)}-*`;
    return {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'route53.amazonaws.com' },
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: `arn:${partition}:logs:${GLOBAL_REGION}:${target.account}:log-group:${groups}`,
          Condition: {
            StringEquals: { 'aws:SourceAccount': target.account },
            ArnLike: { 'aws:SourceArn': `arn:${partition}:route53:::hostedzone/*` },
          },
        },
      ],
    };
  }
}
