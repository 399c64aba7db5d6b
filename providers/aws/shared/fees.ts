/** What AWS charges by the hour beside machines, in US dollars at list prices: extended support of a version of Kubernetes costs more. */
export const fees = { region: 'us-east-1', asOf: '2026-09-29', controlPlane: 0.1, natGateway: 0.045 } as const;
