/** What lets a service without a region of its own write logs to groups of an environment, which are in us-east-1. */
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

/** What services deliver: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html */
export const REQUEST_LOGS = '/aws/vendedlogs/cloudfront/';

/** A service that writes logs. */
interface Writer {
  /** Ends the policy's name. */
  readonly purpose: string;
  /** Begins the names of its groups. */
  readonly groups: string;
  readonly principal: string;
  /** For what it writes: the end of an ARN after the partition. */
  readonly source: (account: string) => string;
}

const WRITERS = {
  'query-log-policy': {
    purpose: 'route53-query-logs',
    groups: QUERY_LOGS,
    principal: 'route53.amazonaws.com',
    source: () => 'route53:::hostedzone/*',
  },
  'request-log-policy': {
    purpose: 'cloudfront-logs',
    groups: REQUEST_LOGS,
    principal: 'delivery.logs.amazonaws.com',
    source: (account) => `logs:${GLOBAL_REGION}:${account}:*`,
  },
} satisfies Readonly<Record<string, Writer>>;

export interface LogPolicyProps {
  readonly partition: string;
  readonly target: AwsTarget;
}

/** One for all groups of a service, because a region of an account has ten such policies at most. */
export class LogPolicy extends Component<LogPolicyProps> {
  readonly policy: CloudwatchLogResourcePolicy;

  constructor(scope: Construct, id: keyof typeof WRITERS, props: LogPolicyProps) {
    super(scope, id, props);
    const writer = WRITERS[id];
    const config: CloudwatchLogResourcePolicyConfig = {
      region: GLOBAL_REGION,
      policyName: this.name(names.logPolicy, writer.purpose),
      policyDocument: jsonencode(this.documentFor(writer)),
    };
    this.policy = this.createMain('policy', CloudwatchLogResourcePolicy, config);
  }

  private documentFor({ groups, principal, source }: Writer): object {
    const {
      partition,
      target: { account },
    } = this.props;
    const named = `${groups}${this.name(names.logGroup)}-*`;
    return {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: principal },
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: `arn:${partition}:logs:${GLOBAL_REGION}:${account}:log-group:${named}`,
          Condition: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnLike: { 'aws:SourceArn': `arn:${partition}:${source(account)}` },
          },
        },
      ],
    };
  }
}
