using System.Xml.Linq;
using Amazon.Runtime;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Aws;

/// <summary>One account in one region, with the sign-in that reaches it: the questions about inventory and metrics are asked here.</summary>
internal sealed class AwsPlace(AwsAccess access, AWSCredentials credentials, AwsPartition partition, Uri? endpoint, string account, string region)
{
    private const int PagesMax = 10_000;

    public string Account => account;

    public string Region => region;

    public string Partition => partition.Name;

    /// <summary>The same account elsewhere.</summary>
    public AwsPlace In(string other) => new(access, credentials, partition, endpoint, account, other);

    /// <summary>A client of a service in this region; the caller disposes it.</summary>
    public AwsJsonClient Open(AwsJsonService service, Func<string, CancellationToken, Task>? beforeCall = null) =>
        access.Open(service, credentials, partition with { GlobalRegion = region }, endpoint, beforeCall ?? ((_, _) => Task.CompletedTask));

    /// <summary>Calls an operation of the query protocol, page by page.</summary>
    /// <param name="service">The service.</param>
    /// <param name="operation">"DescribeVolumes".</param>
    /// <param name="parameters">What goes with it: "Owner.1=self".</param>
    /// <param name="more">Name of the next page's token in the answer.</param>
    /// <param name="next">Name of the parameter that asks for it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<XElement> PagesAsync(
        AwsQueryService service, string operation, string parameters, string more, string next, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using AwsJsonClient client = Open(service.Service);
        var pages = new PageTokens($"{service.Service.ServiceId} {operation} in {region}");
        for (int page = 0; page < PagesMax; page++)
        {
            string form = $"Action={operation}&Version={service.Version}{(parameters.Length == 0 ? "" : $"&{parameters}")}{(pages.Current is { } token ? $"&{next}={Uri.EscapeDataString(token)}" : "")}";
            XElement answer = AwsXml.Parse(await client.FormAsync(operation, form, cancellationToken).ConfigureAwait(false), $"{service.Service.ServiceId} {operation}");
            // Services other than EC2 put the answer into an element of its own.
            if (answer.At($"{operation}Result") is { } result) answer = result;
            yield return answer;
            pages.Take(answer.Text(more));
            if (pages.Current is null) yield break;
        }

        throw new CostGuardException(5, UsageErrors.Unreadable.At($"{service.Service.ServiceId} {operation} in {region} has more than {PagesMax} pages."));
    }

    /// <summary>All entries of a list, from all pages. EC2 calls the token of the next page nextToken in the answer and NextToken in the question.</summary>
    public async Task<IReadOnlyList<XElement>> AllAsync(AwsQueryService service, string operation, string list, string parameters, CancellationToken cancellationToken, string? more = null, string? next = null)
    {
        var all = new List<XElement>();
        await foreach (XElement page in PagesAsync(service, operation, parameters, more ?? "nextToken", next ?? "NextToken", cancellationToken).ConfigureAwait(false)) all.AddRange(page.Items(list));
        return all;
    }
}

/// <summary>A service that speaks the query protocol, and the version that is asked for.</summary>
internal sealed record AwsQueryService(AwsJsonService Service, string Version)
{
    public static AwsQueryService Ec2 { get; } = new(new AwsJsonService("EC2", "ec2", "", ""), "2016-11-15");

    public static AwsQueryService Rds { get; } = new(new AwsJsonService("RDS", "rds", "", ""), "2014-10-31");

    public static AwsQueryService LoadBalancing { get; } = new(new AwsJsonService("Elastic Load Balancing", "elasticloadbalancing", "", ""), "2015-12-01");

    public static AwsQueryService AutoScaling { get; } = new(new AwsJsonService("Auto Scaling", "autoscaling", "", ""), "2011-01-01");

    public static AwsQueryService Sts { get; } = new(new AwsJsonService("STS", "sts", "", ""), "2011-06-15");
}

/// <summary>Finds the accounts that a connection reaches, and the regions to ask there.</summary>
internal sealed class AwsPlaces(AwsAccess access, Connection connection)
{
    private UsageSettings Settings => connection.Usage ?? new UsageSettings();

    /// <summary>The sign-ins of the connection: its own, or one for each role.</summary>
    public IReadOnlyList<string?> Roles => Settings.Roles.Count == 0 ? [null] : [.. Settings.Roles];

    /// <summary>The account that a role reaches.</summary>
    /// <exception cref="CostGuardException">No sign-in, or no answer.</exception>
    public async Task<AwsPlace> AccountAsync(string? role, CancellationToken cancellationToken)
    {
        AwsPartition partition = AwsPartition.OfRegion(connection.Source.GetValueOrDefault("region") ?? (Settings.Regions is [string first, ..] ? first : null));
        string region = Settings.Regions is [string asked, ..] ? asked : (partition.Name == "aws-cn" ? "cn-north-1" : partition.GlobalRegion);
        Connection signedIn = role is null ? connection : connection with { Auth = new Dictionary<string, AuthValue>(connection.Auth) { ["assumeRole"] = new AuthValue(role, null) } };
        AWSCredentials credentials = access.CredentialsOf(signedIn, partition with { GlobalRegion = region });
        var unknown = new AwsPlace(access, credentials, partition, Endpoint(), "", region);
        await foreach (XElement who in unknown.PagesAsync(AwsQueryService.Sts, "GetCallerIdentity", "", "none", "none", cancellationToken).ConfigureAwait(false))
        {
            if (who.Text("Account") is { } account) return new AwsPlace(access, credentials, partition, Endpoint(), account, region);
        }

        throw new CostGuardException(5, UsageErrors.Unreadable.At("STS GetCallerIdentity names no account."));
    }

    /// <summary>Regions to ask: those of the settings, else all that the account has switched on.</summary>
    public async Task<IReadOnlyList<string>> RegionsAsync(AwsPlace account, CancellationToken cancellationToken) => Settings.Regions.Count > 0 ? Settings.Regions
        : [.. (await account.AllAsync(AwsQueryService.Ec2, "DescribeRegions", "regionInfo", "", cancellationToken).ConfigureAwait(false)).Select(region => region.Text("regionName")).OfType<string>().Order(StringComparer.Ordinal)];

    // The address of Cost Explorer in a connection's settings is that of every AWS service there; that of an export is a store's.
    private Uri? Endpoint() => Settings.Endpoint is { } own ? SettingAddress.Of(own, "usage.endpoint", connection)
        : connection.Source.ContainsKey("api") && connection.Source.TryGetValue("endpoint", out string? all) ? SettingAddress.Of(all, "endpoint", connection) : null;
}
