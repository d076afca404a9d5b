using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Azure;

/// <summary>
/// Looks whether the identity has roles that CostGuard does not need, in the subscriptions that it sees. Reads role assignments and definitions alone; an
/// identity as narrow as it should be may read neither, and then nothing is said of its roles.
/// </summary>
internal sealed class AzureExcess(AzureAccess access)
{
    private const int SubscriptionsTried = 5, RolesTold = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>The link "too much": a warning with every role that is wider than reading costs and blobs.</summary>
    public async Task<CheckResult> ExamineAsync(Connection connection, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            if (ObjectIdOf((await access.TokenAsync(connection, patience.Token).ConfigureAwait(false)).Token) is not { } identity)
                return new CheckResult("too much", CheckState.Skipped, "the token names no object id whose roles could be looked at");
            (IReadOnlyList<string> roles, int looked) = await RolesAsync(connection, identity, patience.Token).ConfigureAwait(false);
            return Told(connection, roles, looked);
        }
        catch (Exception silent) when (silent is CostGuardException or RequestFailedException or AuthenticationFailedException or IOException or JsonException or KeyNotFoundException or InvalidOperationException
            || (silent is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new CheckResult("too much", CheckState.Skipped, $"no answer to the questions about wider roles: {AzureRefusals.FirstLine(silent)}");
        }
    }

    private static CheckResult Told(Connection connection, IReadOnlyList<string> roles, int looked) => roles.Count == 0
        ? looked == 0
            ? new CheckResult("too much", CheckState.Skipped, "the identity may not read role assignments, so that nothing is known of its roles")
            : new CheckResult("too much", CheckState.Ok, $"no wider role is seen; roles were readable in {looked.ToString(CultureInfo.InvariantCulture)} subscription{(looked == 1 ? "" : "s")}")
        : new CheckResult("too much", CheckState.Warning, $"the identity has {string.Join("; ", roles.Take(RolesTold))}{(roles.Count > RolesTold ? " …" : "")}")
        {
            Cause = "CostGuard does not need it, and a stolen credential could use it",
            Fix = $"az role assignment delete, then assign what 'costguard connection policy {connection.Name}' prints",
        };

    // The roles that are too wide, and in how many subscriptions all of them could be looked at.
    private async Task<(IReadOnlyList<string> Roles, int Looked)> RolesAsync(Connection connection, string identity, CancellationToken cancellationToken)
    {
        HttpPipeline pipeline = access.Pipeline(connection, _ => Task.CompletedTask, once: true);
        Uri endpoint = AzureAccess.EndpointOf(connection);
        Task<JsonElement?> Get(string path) => GetAsync(pipeline, new Uri(endpoint, path), cancellationToken);
        var roles = new List<string>();
        int looked = 0;
        var known = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonElement subscription in Items(await Get("subscriptions?api-version=2022-12-01").ConfigureAwait(false)).Take(SubscriptionsTried))
        {
            string id = subscription.GetProperty("subscriptionId").GetString()!;
            string filter = Uri.EscapeDataString($"assignedTo('{identity}')");
            if (await Get($"subscriptions/{id}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter={filter}").ConfigureAwait(false) is not { } assignments) continue;
            bool whole = true;
            foreach (JsonElement assignment in Items(assignments))
            {
                JsonElement properties = assignment.GetProperty("properties");
                string definition = properties.GetProperty("roleDefinitionId").GetString()!.TrimStart('/');
                if (!known.TryGetValue(definition, out string? excess))
                {
                    JsonElement? role = await Get($"{definition}?api-version=2022-04-01").ConfigureAwait(false);
                    whole &= role is not null;
                    excess = role is { } found ? ExcessOf(found.GetProperty("properties")) : null;
                    // One that could not be looked at is asked for again: it makes the next subscription doubtful too.
                    if (role is not null) known[definition] = excess;
                }

                string told = $"{excess} at {(properties.TryGetProperty("scope", out JsonElement scope) ? scope.GetString() : id)}";
                if (excess is not null && !roles.Contains(told)) roles.Add(told);
            }

            if (whole) looked++;
        }

        return (roles, looked);
    }

    /// <summary>"Contributor (*)", or null when the role does no more than read costs and blobs.</summary>
    internal static string? ExcessOf(JsonElement role)
    {
        string[] actions = [.. role.GetProperty("permissions").EnumerateArray()
            .SelectMany(one => Texts(one, "actions").Concat(Texts(one, "dataActions"))).Where(action => !AzurePolicy.IsNeeded(action)).Distinct(StringComparer.OrdinalIgnoreCase)];
        return actions.Length == 0 ? null : $"{role.GetProperty("roleName").GetString()} ({string.Join(", ", actions.Take(3))}{(actions.Length > 3 ? ", …" : "")})";
    }

    private static IEnumerable<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(text => text.GetString() ?? "") : [];

    // Null where the identity may not read it.
    private static async Task<JsonElement?> GetAsync(HttpPipeline pipeline, Uri address, CancellationToken cancellationToken)
    {
        using HttpMessage message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(PlainLoopback.Addressed(address));
        message.Request.Headers.SetValue("Accept", "application/json");
        await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (message.Response.Status is 401 or 403 or 404) return null;
        if (message.Response.Status != 200) throw AzureRefusals.Of(address.AbsolutePath, message.Response);
        using JsonDocument json = JsonDocument.Parse(message.Response.Content.ToMemory());
        return json.RootElement.Clone();
    }

    private static JsonElement[] Items(JsonElement? answer) => answer is { } page ? [.. page.GetProperty("value").EnumerateArray()] : [];

    // The middle part of a JSON web token; a token of another kind tells nothing.
    private static string? ObjectIdOf(string token)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3) return null;
        try
        {
            using JsonDocument claims = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]));
            return claims.RootElement.TryGetProperty("oid", out JsonElement id) && Guid.TryParse(id.GetString(), out Guid guid) ? guid.ToString() : null;
        }
        catch (Exception other) when (other is FormatException or JsonException)
        {
            return null;
        }
    }
}
