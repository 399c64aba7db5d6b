/** Records of requests before the gateway, on clouds whose load balancer is the Cdn: they are written once. */
import type { Rule, RuleContext } from '../../core/rules/rule';
import type { Environment } from '../environment/schema';
import { type CdnProps, isOfGateway } from './schema';

const daysOf = (logs: CdnProps['logs'] | undefined): string => (logs ? `for ${logs.retentionDays} days` : 'not at all');

/** Refuses other records than those of the load balancer. */
export const recordsAsBalancer: Rule<CdnProps, RuleContext<Environment>> = {
  code: 'records-differ',
  property: 'logs',
  check: (props, { environment: { loadBalancer } }) =>
    isOfGateway(props) &&
    loadBalancer !== undefined &&
    daysOf(props.logs) !== daysOf(loadBalancer.logs) &&
    `must be as loadBalancer.logs, which are kept ${daysOf(loadBalancer.logs)}, got those kept ${daysOf(props.logs)}: the Cdn is a part of the load balancer here, which writes each request down once`,
  standsOn: () => ['loadBalancer'],
};
