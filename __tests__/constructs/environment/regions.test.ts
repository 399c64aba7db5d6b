/** Regions: each cloud's own names, those that nobody has heard of too, and no other cloud's. */
import { type CloudName, CLOUDS, on, wholeWith } from '../../helpers/environments';
import { problemsOf } from '../../helpers/synth';

const REGIONS: Readonly<Record<CloudName, readonly string[]>> = {
  aws: ['eu-west-1', 'us-gov-east-1', 'us-isob-east-1', 'eusc-de-east-1', 'cn-north-1', 'moon-north-12'],
  google: ['europe-west1', 'northamerica-northeast2', 'me-central2', 'us-east5', 'moon-north12'],
  azurerm: ['westeurope', 'eastus2', 'usgovvirginia', 'chinanorth3', 'eastus2euap', 'moonnorth'],
};

const problemsWith = (cloud: CloudName, target: object): string[] =>
  problemsOf(on(cloud, wholeWith({ targets: { [cloud]: target } })));

describe.each(CLOUDS)('on %s', (cloud) => {
  it.each(REGIONS[cloud])('%s is a region', (region) => {
    expect(problemsWith(cloud, { region }).filter((problem) => problem.includes(`targets.${cloud}.region`))).toEqual(
      [],
    );
  });

  const others = CLOUDS.filter((other) => other !== cloud).flatMap((other) => REGIONS[other]);
  it.each(others)('%s is a region of another cloud', (region) => {
    const [problem] = problemsWith(cloud, { region });
    expect(problem).toMatch(new RegExp(`targets.${cloud}.region must be a region of .* has the form of a region of`));
    expect(problem).toContain(`got "${region}"`);
  });
});

it.each([
  ['aws', { region: 'eu-west-1a' }, 'region of AWS, such as "eu-west-1": this is a zone, of "eu-west-1"'],
  ['google', { region: 'us-east1-b' }, 'region of Google Cloud, such as "europe-west1": this is a zone, of "us-east1"'],
  ['azurerm', { region: 'West Europe' }, 'region of Azure, such as "westeurope", got "West Europe"'],
  ['google', { secondaryRegion: 'eu-west-1' }, 'such as "europe-west1": this has the form of a region of AWS'],
] as const)('%s refuses %j', (cloud, target, message) => {
  expect(problemsWith(cloud, target)).toEqual([expect.stringContaining(message)]);
});
