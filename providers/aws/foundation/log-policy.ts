/** What lets a service write logs to groups of an environment. */
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

/** AWS takes groups with no other names: docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html */
export const FIREWALL_LOGS = 'aws-waf-logs-';

/** A service that writes logs. */
interface Writer {
  /** Ends the policy's name. */
  readonly purpose: string;
  /** Begins the names of its groups. */
  readonly groups: string;
  readonly principal: string;
  /** For what it writes: the end of an ARN after the partition. */
  readonly source: (account: string, region: string) => string;
  /** Where the groups are. @default - in the environment's region */
  readonly region?: string;
}

const WRITERS = {
  'query-log-policy': {
    purpose: 'route53-query-logs',
    groups: QUERY_LOGS,
    principal: 'route53.amazonaws.com',
    source: () => 'route53:::hostedzone/*',
    region: GLOBAL_REGION,
  },
  'request-log-policy': {
    purpose: 'cloudfront-logs',
    groups: REQUEST_LOGS,
    principal: 'delivery.logs.amazonaws.com',
    source: (account, region) => `logs:${region}:${account}:*`,
    region: GLOBAL_REGION,
  },
  'firewall-log-policy': {
    purpose: 'waf-logs',
    groups: FIREWALL_LOGS,
    principal: 'delivery.logs.amazonaws.com',
    source: (account, region) => `logs:${region}:${account}:*`,
  },
  'global-firewall-log-policy': {
    purpose: 'cloudfront-waf-logs',
    groups: FIREWALL_LOGS,
    principal: 'delivery.logs.amazonaws.com',
    source: (account, region) => `logs:${region}:${account}:*`,
    region: GLOBAL_REGION,
  },
} as const satisfies Readonly<Record<string, Writer>>;

export interface LogPolicyProps {
  readonly partition: string;
  readonly target: AwsTarget;
}

/** One for all groups of a service, because a region of an account has ten such policies at most. */
export class LogPolicy extends Component<LogPolicyProps> {
  readonly policy: CloudwatchLogResourcePolicy;

  constructor(scope: Construct, id: keyof typeof WRITERS, props: LogPolicyProps) {
    super(scope, id, props);
    const writer: Writer = WRITERS[id];
    const config: CloudwatchLogResourcePolicyConfig = {
      region: writer.region,
      policyName: this.name(names.logPolicy, writer.purpose),
      policyDocument: jsonencode(this.documentFor(writer)),
    };
    this.policy = this.createMain('policy', CloudwatchLogResourcePolicy, config);
  }

  private documentFor({ groups, principal, source, region = this.props.target.region }: Writer): object {
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
          Resource: `arn:${partition}:logs:${region}:${account}:log-group:${named}`,
          Condition: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnLike: { 'aws:SourceArn': `arn:${partition}:${source(account, region)}` },
          },
        },
      ],
    };
  }
}
