/** Cdns before the gateway. */
import type { Environment } from '../environment/schema';
import { type GatewayCdnProps, isOfGateway } from './schema';

/** Those of an environment, by name. */
export const gatewayCdns = ({ cdns }: Pick<Environment, 'cdns'>): [name: string, props: GatewayCdnProps][] =>
  Object.entries(cdns).flatMap(([name, props]): [string, GatewayCdnProps][] =>
    isOfGateway(props) ? [[name, props]] : [],
  );

/** Whether clients reach the gateway's hosts through a Cdn. */
export const isBehindCdn = (environment: Pick<Environment, 'cdns'>): boolean => gatewayCdns(environment).length > 0;
