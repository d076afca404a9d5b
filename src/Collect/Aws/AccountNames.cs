using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Aws;

/// <summary>
/// Names of an organization's accounts, asked of AWS Organizations once a run, before the first month that is read. The calls are free and not counted.
/// Names are no costs: what refuses them is a warning, and the months are read all the same.
/// </summary>
internal sealed class AccountNames(AwsAccess access, Connection connection, CostExplorerSettings settings)
{
    private IReadOnlyList<Account>? _accounts;

    /// <summary>Why names are missing; empty when they are not.</summary>
    public IReadOnlyList<Problem> Notes { get; private set; } = [];

    /// <summary>These names and those of all other accounts, in the order of their ids. A name that Cost Explorer told itself stays.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AndAsync(IReadOnlyDictionary<string, string> told, CancellationToken cancellationToken)
    {
        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string id, string name) in told) names.Add(id, name);
        if (!settings.AccountNames) return names;
        foreach (Account account in _accounts ??= await AskAsync(cancellationToken).ConfigureAwait(false))
        {
            if (account is { Id.Length: > 0, Name.Length: > 0 }) names.TryAdd(account.Id, account.Name);
        }

        return names;
    }

    private async Task<IReadOnlyList<Account>> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            using AwsJsonClient client = access.Open(AwsJsonService.Organizations, connection, settings.Partition, settings.Endpoint, (_, _) => Task.CompletedTask);
            return await new OrganizationsClient(client).AllAccountsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CostGuardException refusal)
        {
            Notes = [CostExplorerErrors.NoAccountNames.At($"organizations:ListAccounts was refused or not answered: {refusal.Problem.Message}", null, null, "SubAccountName", Severity.Warning)];
            return [];
        }
    }
}
