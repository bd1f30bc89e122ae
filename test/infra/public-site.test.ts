import { describe, expect, it } from 'vitest';
import { DIRECTORY_INDEX } from '../../lib/directory-index.ts';
import { stageTemplates } from './stage-templates.ts';

const { edge, pipeline } = stageTemplates('prod');
const [distribution] = Object.values(edge.findResources('AWS::CloudFront::Distribution')).map(
  ({ Properties }) => Properties.DistributionConfig,
);
const buckets = edge.findResources('AWS::S3::Bucket');
const headers = Object.values(edge.findResources('AWS::CloudFront::ResponseHeadersPolicy')).map(
  ({ Properties }) => Properties.ResponseHeadersPolicyConfig,
);
const rulesOf = (name: string): string =>
  headers.find(({ Name }) => Name.endsWith(name)).SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy;

describe('the public edition in AWS', () => {
  it('is in a bucket that only this distribution reads, below site/, over TLS', () => {
    for (const { Properties } of Object.values(buckets))
      expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    const policies = Object.values(edge.findResources('AWS::S3::BucketPolicy')).map(
      ({ Properties }) => Properties.PolicyDocument.Statement,
    );
    const allowed = policies.flat().filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.map(({ Action, Principal }) => [Action, Principal])).toEqual(
      expect.arrayContaining([['s3:GetObject', { Service: 'cloudfront.amazonaws.com' }]]),
    );
    const reading = allowed.filter(({ Action }) => JSON.stringify(Action).includes('s3:Get'));
    expect(reading).toHaveLength(1);
    expect(JSON.stringify(reading[0].Condition)).toContain('distribution/');
    const [origin] = distribution.Origins;
    expect([distribution.Origins.length, origin.OriginPath]).toEqual([1, '/site']);
    expect(origin.OriginAccessControlId).toBeDefined();
  });

  it('is read over TLS alone, and logged', () => {
    const behaviors = [distribution.DefaultCacheBehavior, ...distribution.CacheBehaviors];
    for (const { ViewerProtocolPolicy, AllowedMethods } of behaviors)
      expect([ViewerProtocolPolicy, AllowedMethods]).toEqual(['redirect-to-https', undefined]); // GET and HEAD
    expect(distribution.Logging).toMatchObject({ Prefix: 'cloudfront/' });
  });

  it('runs no script, and only pages to embed and files can be shown or read by other sites', () => {
    expect(distribution.CacheBehaviors.map(({ PathPattern }: { PathPattern: string }) => PathPattern)).toEqual([
      '*/embed/*',
      '*/files/*',
    ]);
    for (const name of ['pages', 'embedded', 'files']) {
      expect(rulesOf(name)).toMatch(/^default-src 'none'/u);
      expect(rulesOf(name)).not.toMatch(/unsafe|script-src/u);
    }
    expect(rulesOf('pages')).toContain("frame-ancestors 'none'");
    expect(headers.filter(({ CorsConfig }) => CorsConfig).map(({ Name }) => Name)).toEqual(['factsheets-prod-files']);
  });

  it('asks again for a page after a minute, by its path alone', () => {
    const [{ Properties } = { Properties: {} }] = Object.values(edge.findResources('AWS::CloudFront::CachePolicy'));
    const { DefaultTTL, ParametersInCacheKeyAndForwardedToOrigin: key } = Properties.CachePolicyConfig;
    expect([DefaultTTL, key.QueryStringsConfig, key.HeadersConfig, key.CookiesConfig]).toEqual([
      60,
      { QueryStringBehavior: 'none' },
      { HeaderBehavior: 'none' },
      { CookieBehavior: 'none' },
    ]);
  });

  it('is rewritten once for a decision on a family, after its last sheet', () => {
    const [rule] = Object.values(pipeline.findResources('AWS::Events::Rule')).filter(
      ({ Properties }) => Properties.Description === 'What is public may have changed',
    );
    expect(rule?.Properties.EventPattern.detail).toEqual({ following: [0, { exists: false }] });
  });

  it('is rewritten by one run at a time', () => {
    const queues = Object.entries(pipeline.findResources('AWS::SQS::Queue')).filter(([id]) => id.startsWith('Site'));
    expect(queues.map(([, { Properties }]) => Properties.FifoQueue)).toEqual([true, true]);
    const groups = Object.entries(pipeline.findResources('AWS::Events::Rule'))
      .filter(([id]) => id.startsWith('Site'))
      .map(([, { Properties }]) => Properties.Targets[0].SqsParameters);
    expect(groups).toEqual([{ MessageGroupId: 'public' }, { MessageGroupId: 'public' }]);
  });
});

describe('the function of each request', () => {
  type Answer = { readonly uri?: string; readonly headers: { readonly location?: { readonly value: string } } };
  const run = new Function('event', `${DIRECTORY_INDEX}; return handler(event);`) as (event: object) => Answer;
  const answer = (uri: string): Answer =>
    run({ request: { uri, headers: { host: { value: 'figures.example.org' } } } });

  it.each([
    ['/', '/index.html'],
    ['/us-mexico-border/en/newest/', '/us-mexico-border/en/newest/index.html'],
    ['/us-mexico-border/feed.en.xml', '/us-mexico-border/feed.en.xml'],
    ['/v1.2/', '/v1.2/index.html'],
  ])('reads %s from %s', (uri, read) => expect(answer(uri).uri).toBe(read));

  it.each([
    ['/us-mexico-border/en/2017-07', 'https://figures.example.org/us-mexico-border/en/2017-07/'],
    ['//other.example', '//other.example'],
    ['//other', 'https://figures.example.org//other/'],
  ])('leads from %s to %s, never to another site', (uri, to) => {
    const { uri: read, headers } = answer(uri);
    expect(headers.location?.value ?? read).toBe(to);
  });
});
