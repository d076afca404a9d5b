using System.Globalization;
using System.Runtime.CompilerServices;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Azure;

/// <summary>From the identity to the costs: identity, scope, query, invoices, too much. Tells an offer without a cost API from a missing role.</summary>
internal sealed class AzureQueryDoctor(ISecrets secrets, TimeProvider clock) : IConnectionDoctor
{
    private const int ScopesTried = 10;

    private static readonly string[] Links = ["identity", "scope", "query"];

    private readonly AzureAccess _access = new(secrets, clock, new EndpointBreakers(clock));

    public string Key => "azure-query";

    public async IAsyncEnumerable<CheckResult> ExamineAsync(Connection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int seen = 0;
        IReadOnlyList<AzureScope> scopes = [];
        for (; seen < Links.Length; seen++)
        {
            CheckResult result;
            if (seen == 0) result = await AzureIdentityCheck.ExamineAsync(() => _access.TokenAsync(connection, cancellationToken)).ConfigureAwait(false);
            else if (seen == 1) (result, scopes) = await ScopeAsync(connection, cancellationToken).ConfigureAwait(false);
            else result = await QueryAsync(connection, scopes, cancellationToken).ConfigureAwait(false);
            yield return result;
            if (result.State == CheckState.Failed) break;
        }

        if (seen > 0 && await new AzureInvoiceCheck(_access, clock).ExamineAsync(connection, cancellationToken).ConfigureAwait(false) is { } invoices) yield return invoices;
        foreach (string link in Links.Skip(seen + 1)) yield return new CheckResult(link, CheckState.Skipped, "skipped");
        yield return seen == 0
            ? new CheckResult("too much", CheckState.Skipped, "skipped")
            : await new AzureExcess(_access).ExamineAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(CheckResult Result, IReadOnlyList<AzureScope> Scopes)> ScopeAsync(Connection connection, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<AzureScope> scopes = await AzureScopes.ListAsync(AzureQuerySettings.Of(connection), () => _access.Arm(connection, _ => Task.CompletedTask), cancellationToken).ConfigureAwait(false);
            return scopes.Count > 0
                ? (new CheckResult("scope", CheckState.Ok, string.Join(", ", scopes.Take(3).Select(scope => scope.Name ?? scope.Path)) + (scopes.Count > 3 ? string.Create(CultureInfo.InvariantCulture, $" and {scopes.Count - 3} more") : "")), scopes)
                : (new CheckResult("scope", CheckState.Failed, "no subscription") { Cause = "the identity is known and may see no subscription here", Not = "the sign-in, which was accepted", Fix = "assign the role that 'costguard connection policy' prints", Code = AzureQueryErrors.NoAccess.Code }, scopes);
        }
        catch (CostGuardException refusal)
        {
            return (Told("scope", refusal), []);
        }
    }

    // A few scopes are enough to know, and each call takes quota.
    private async Task<CheckResult> QueryAsync(Connection connection, IReadOnlyList<AzureScope> scopes, CancellationToken cancellationToken)
    {
        var client = new AzureQueryClient(AzureAccess.EndpointOf(connection), () => _access.Pipeline(connection, _ => Task.CompletedTask));
        var refusals = new List<CostGuardException>();
        AzureScope[] tried = [.. scopes.Take(ScopesTried)];
        foreach (AzureScope scope in tried)
        {
            try
            {
                await foreach (byte[] page in client.QueryAsync(scope, AzureQuery.Probe(), cancellationToken).ConfigureAwait(false))
                {
                    using var table = new AzureQueryTable(page, scope.Path);
                }
            }
            catch (CostGuardException refusal) when (AzureRefusals.IsOfOneScope(refusal))
            {
                refusals.Add(refusal);
            }
            catch (CostGuardException refusal)
            {
                return Told("query", refusal);
            }
        }

        if (refusals.Count == 0) return new CheckResult("query", CheckState.Ok, string.Create(CultureInfo.InvariantCulture, $"{tried.Length} of {scopes.Count} scopes asked, all answer"));
        CheckResult told = Told("query", refusals[0]);
        string share = string.Create(CultureInfo.InvariantCulture, $"{tried.Length - refusals.Count} of {tried.Length} scopes answer; {told.Finding}");
        return told with { Finding = share, State = refusals.Count == tried.Length ? CheckState.Failed : CheckState.Warning };
    }

    private static CheckResult Told(string name, CostGuardException refusal)
    {
        var result = new CheckResult(name, CheckState.Failed, refusal.Problem.Message) { Code = refusal.Problem.Code, Fix = ErrorCatalog.Find(refusal.Problem.Code)?.Fix };
        if (result.Code == AzureQueryErrors.Unsupported.Code)
            return result with { Cause = "the offer of the subscription is not supported by the cost API", Not = "a missing role: no role makes it answer", Fix = "collect it from export files or upload them, and name it in 'exclude'" };
        if (result.Code == AzureQueryErrors.NoAccess.Code)
            return result with { Cause = "the identity has no role that reads costs here", Not = "the sign-in, which was accepted", Fix = "assign the role that 'costguard connection policy' prints" };
        return result with { Cause = ErrorCatalog.Find(refusal.Problem.Code)?.Title };
    }
}
