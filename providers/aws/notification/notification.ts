/** Notification on AWS: an encrypted topic of SNS, to which AWS' own services may publish, and its one subscriber. */
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/notification';
import { jsonencode } from '../../../core/cdktf/escape';
import { allowOnKey } from '../encryption-key/policy';
import type { Foundation } from '../foundation/foundation';
import { sourceAccount } from '../iam/statement';
import { names } from '../shared/names';

declare module '../../../constructs/notification/schema' {
  interface NotificationOverrides {
    readonly aws?: {
      readonly topic?: Partial<import('@cdktf/provider-aws/lib/sns-topic').SnsTopicConfig>;
      readonly topicKey?: Partial<import('@cdktf/provider-aws/lib/kms-key').KmsKeyConfig>;
      readonly topicPolicy?: Partial<import('@cdktf/provider-aws/lib/sns-topic-policy').SnsTopicPolicyConfig>;
      readonly subscription?: Partial<
        import('@cdktf/provider-aws/lib/sns-topic-subscription').SnsTopicSubscriptionConfig
      >;
    };
  }
}

/**
 * Services that publish in their own name. Of the keys that AWS keeps, none lets them:
 * docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
const PUBLISHERS = ['cloudwatch.amazonaws.com', 'events.amazonaws.com'];

export class Notification extends neutral.Notification {
  private readonly topic: SnsTopic;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.NotificationProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.topic = this.createMain('topic', SnsTopic, {
      name: this.name(names.topic, id),
      kmsMasterKeyId: this.createKey().arn,
    });
    this.create('topicPolicy', SnsTopicPolicy, { arn: this.topic.arn, policy: jsonencode(this.policy()) });
    this.create('subscription', SnsTopicSubscription, { topicArn: this.topic.arn, ...subscriberOf(this.receiver) });
  }

  get channelId(): string {
    return this.topic.arn;
  }

  private createKey(): KmsKey {
    const { foundation } = this.deps;
    const { rotationDays, deletionWindowDays } = foundation.props.keys;
    return this.create('topicKey', KmsKey, {
      description: `Messages of ${this.stack.namespace.project}-${this.stack.namespace.environment}`,
      enableKeyRotation: true,
      rotationPeriodInDays: rotationDays,
      deletionWindowInDays: deletionWindowDays,
      policy: jsonencode({
        Version: '2012-10-17',
        Statement: [
          allowOnKey({ AWS: foundation.accountPrincipal }, 'kms:*'),
          allowOnKey({ Service: PUBLISHERS }, ['kms:Decrypt', 'kms:GenerateDataKey*'], sourceAccount(foundation)),
        ],
      }),
    });
  }

  private policy(): object {
    const { foundation } = this.deps;
    return {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: PUBLISHERS },
          Action: 'sns:Publish',
          Resource: this.topic.arn,
          Condition: sourceAccount(foundation),
        },
      ],
    };
  }
}

const subscriberOf = (receiver: neutral.Receiver) =>
  'email' in receiver ? { protocol: 'email', endpoint: receiver.email } : { protocol: 'https', endpoint: receiver.url };
