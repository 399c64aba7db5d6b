/** One statement of an IAM policy. */
import type { Foundation } from '../foundation/foundation';

export interface Statement {
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

export const allow = (Action: Statement['Action'], Resource: Statement['Resource'], Condition?: object): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});

/** Use of a key that comes by way of this service alone. */
export const via = (service: string, { target }: Foundation) => ({
  StringEquals: { 'kms:ViaService': `${service}.${target.region}.amazonaws.com` },
});
