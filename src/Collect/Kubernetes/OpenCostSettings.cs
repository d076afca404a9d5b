using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Kubernetes;

/// <summary>The <c>source:</c> of an OpenCost connection, checked.</summary>
internal sealed record OpenCostSettings
{
    public const string Api = "opencost";

    /// <summary>The name of the setting of <c>auth</c> that holds the bearer token.</summary>
    public const string Token = "token";

    private const string Label = "label:";
    private const string DefaultAggregate = "cluster, namespace, controllerKind, controller";

    private static readonly string[] Known = ["api", "endpoint", "currency", "cluster", "aggregate", "idle", "standalone"];
    private static readonly string[] Groups = ["cluster", "namespace", "controllerKind", "controller", "node", "pod", "container"];

    /// <summary>Address without a '/' at the end; may have a path.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Currency of the amounts, which the answers do not say.</summary>
    public required string Currency { get; init; }

    /// <summary>Name of the cluster in place of the one that OpenCost tells; null takes OpenCost's.</summary>
    public string? Cluster { get; init; }

    /// <summary>What is grouped by, in this order.</summary>
    public required IReadOnlyList<string> Aggregate { get; init; }

    /// <summary>True when the cost of what nobody uses is asked for as rows of its own.</summary>
    public required bool Idle { get; init; }

    /// <exception cref="CostGuardException">Exit code 2: an unknown or impossible setting, or costs that would count twice.</exception>
    public static OpenCostSettings Of(Connection connection)
    {
        string place = $"connections/{connection.Name}.yaml";
        foreach (string key in connection.Source.Keys.Where(key => !Known.Contains(key))) throw Bad($"source has no setting '{key}'; there are {string.Join(", ", Known)}.", place);
        foreach (string key in connection.Auth.Keys.Where(key => key != Token)) throw Bad($"auth has no setting '{key}'; there is {Token}.", place);
        string Text(string key, string otherwise) => connection.Source.GetValueOrDefault(key, otherwise).Trim();
        bool Flag(string key, string otherwise) => Text(key, otherwise) switch { "true" => true, "false" => false, var other => throw Bad($"{key} is '{other}', neither true nor false.", place) };
        if (connection.CrossCheckOf is null && !Flag("standalone", "false"))
            throw new CostGuardException(2, OpenCostErrors.CountsTwice.At($"Connection '{connection.Name}' names neither the connection that it is compared with (crossCheckOf) nor 'standalone: \"true\"'.", place));
        string currency = Text("currency", "");
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)) throw Bad($"currency is '{currency}'; it must be the code of the currency that OpenCost is set to, such as USD: its answers do not say it.", place);
        return new OpenCostSettings
        {
            Endpoint = EndpointOf(Text("endpoint", ""), connection.Auth.ContainsKey(Token), place),
            Currency = currency,
            Cluster = Text("cluster", "") is { Length: > 0 } cluster ? cluster : null,
            Aggregate = AggregateOf(Text("aggregate", DefaultAggregate), place),
            Idle = Flag("idle", "true"),
        };
    }

    /// <summary>The key of a label that is grouped by; null for anything else.</summary>
    public static string? LabelOf(string group) => group.StartsWith(Label, StringComparison.Ordinal) ? group[Label.Length..] : null;

    private static string EndpointOf(string text, bool signs, string place)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https") || address.Query.Length > 0 || address.UserInfo.Length > 0)
            throw Bad("endpoint is no address such as http://opencost.opencost:9003, without user, password and query.", place);
        if (signs && address is { Scheme: "http", IsLoopback: false }) throw Bad($"endpoint is http at {address.Host}, not https, and the token would travel unencrypted.", place);
        return text.TrimEnd('/');
    }

    private static string[] AggregateOf(string text, string place)
    {
        string[] groups = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (groups.FirstOrDefault(group => !Groups.Contains(group) && LabelOf(group) is not { Length: > 0 }) is { } unknown)
            throw Bad($"aggregate: '{unknown}' is not known; there are {string.Join(", ", Groups)} and label:NAME.", place);
        return groups.Length > 0 && groups.Distinct(StringComparer.Ordinal).Count() == groups.Length ? groups : throw Bad("aggregate names one or more different things.", place);
    }

    private static CostGuardException Bad(string message, string place) => new(2, OpenCostErrors.BadSetting.At(message, place));
}
