namespace CostGuard.Collect.Aws;

internal sealed record ListAccountsRequest
{
    public int? MaxResults { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record ListAccountsResponse
{
    public IReadOnlyList<Account>? Accounts { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record Account
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Email { get; init; }

    /// <summary>ACTIVE, SUSPENDED, PENDING_CLOSURE… It replaces Status, which AWS retires.</summary>
    public string? State { get; init; }

    public string? Status { get; init; }
}

/// <summary>AWS Organizations: names of accounts. The calls are free.</summary>
internal sealed class OrganizationsClient(AwsJsonClient client)
{
    public Task<AwsAnswer<ListAccountsResponse>> ListAccountsAsync(ListAccountsRequest request, CancellationToken cancellationToken) =>
        client.CallAsync<ListAccountsResponse>("ListAccounts", request, cancellationToken);

    /// <summary>Every account, all pages; an empty page is not the end.</summary>
    public async Task<IReadOnlyList<Account>> AllAccountsAsync(CancellationToken cancellationToken)
    {
        var accounts = new List<Account>();
        var pages = new PageTokens("Organizations ListAccounts");
        do
        {
            AwsAnswer<ListAccountsResponse> page = await ListAccountsAsync(new ListAccountsRequest { NextToken = pages.Current }, cancellationToken).ConfigureAwait(false);
            accounts.AddRange(page.Value.Accounts ?? []);
            pages.Take(page.Value.NextToken);
        }
        while (pages.Current is not null);

        return accounts;
    }
}
