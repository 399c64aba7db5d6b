/** Cdns by what is behind them. */
import type { Environment } from '../environment/schema';
import { type BucketCdnProps, type CdnProps, type GatewayCdnProps, isOfBucket, isOfGateway } from './schema';

const cdnsThat =
  <P extends CdnProps>(are: (props: CdnProps) => props is P) =>
  ({ cdns }: Pick<Environment, 'cdns'>): [name: string, props: P][] =>
    Object.entries(cdns).flatMap(([name, props]): [string, P][] => (are(props) ? [[name, props]] : []));

/** Those of buckets in an environment, by name. */
export const bucketCdns = cdnsThat<BucketCdnProps>(isOfBucket);

/** Those before the gateway, by name. */
export const gatewayCdns = cdnsThat<GatewayCdnProps>(isOfGateway);

/** Whether clients reach the gateway's hosts through a Cdn. */
export const isBehindCdn = (environment: Pick<Environment, 'cdns'>): boolean => gatewayCdns(environment).length > 0;
