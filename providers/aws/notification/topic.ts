/** An encrypted topic of SNS, to which AWS' own services may publish, and its one subscriber. */
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import type { Construct } from 'constructs';

import type { Receiver } from '../../../constructs/notification';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { allowOnKey } from '../encryption-key/policy';
import type { Foundation } from '../foundation/foundation';
import { allow, sourceAccount, type Statement } from '../iam/statement';
import { names } from '../shared/names';

/**
 * Services that publish in their own name. Of the keys that AWS keeps, none lets them:
 * docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
const PUBLISHERS = ['budgets.amazonaws.com', 'cloudwatch.amazonaws.com', 'costalerts.amazonaws.com'];

/** Its calls of a key do not say for which account they are, so that a condition would drop its messages. */
const EVENTS = 'events.amazonaws.com';

const USE_KEY = ['kms:Decrypt', 'kms:GenerateDataKey*'];

export interface TopicProps {
  /** Words of its name. */
  readonly words: readonly string[];
  readonly receiver: Receiver;
  /** @default - the environment's own */
  readonly region?: string | undefined;
}

export class Topic extends Component<TopicProps> {
  readonly topic: SnsTopic;
  readonly policy: SnsTopicPolicy;
  private readonly key: KmsKey;

  constructor(
    scope: Construct,
    id: string,
    props: TopicProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    const { region, words, receiver } = props;
    this.key = this.createKey();
    this.topic = this.createMain('topic', SnsTopic, {
      region,
      name: this.name(names.topic, ...words),
      kmsMasterKeyId: this.key.arn,
    });
    const { arn } = this.topic;
    this.policy = this.create('topicPolicy', SnsTopicPolicy, { region, arn, policy: jsonencode(this.publishing()) });
    this.create('subscription', SnsTopicSubscription, { region, topicArn: arn, ...subscriberOf(receiver) });
  }

  /** What a role must be allowed that publishes to it: docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
  get publish(): Statement[] {
    return [allow('sns:Publish', this.topic.arn), allow(['kms:Decrypt', 'kms:GenerateDataKey'], this.key.arn)];
  }

  private createKey(): KmsKey {
    const { foundation } = this.deps;
    const { rotationDays, deletionWindowDays } = foundation.props.keys;
    return this.create('topicKey', KmsKey, {
      region: this.props.region,
      description: `Messages of ${this.stack.namespace.project}-${this.stack.namespace.environment}`,
      enableKeyRotation: true,
      rotationPeriodInDays: rotationDays,
      deletionWindowInDays: deletionWindowDays,
      policy: jsonencode({
        Version: '2012-10-17',
        Statement: [
          allowOnKey({ AWS: foundation.accountPrincipal }, 'kms:*'),
          ...PUBLISHERS.map((Service) => allowOnKey({ Service }, USE_KEY, sourceAccount(foundation))),
          allowOnKey({ Service: EVENTS }, USE_KEY),
        ],
      }),
    });
  }

  private publishing(): object {
    const { foundation } = this.deps;
    return {
      Version: '2012-10-17',
      Statement: [...PUBLISHERS, EVENTS].map((Service) => ({
        Effect: 'Allow',
        Principal: { Service },
        Action: 'sns:Publish',
        Resource: this.topic.arn,
        Condition: sourceAccount(foundation),
      })),
    };
  }
}

const subscriberOf = (receiver: Receiver) =>
  'email' in receiver ? { protocol: 'email', endpoint: receiver.email } : { protocol: 'https', endpoint: receiver.url };
