using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

public sealed class MoneyHashTests : IDisposable
{
    private readonly HomeFixture _home = new HomeFixture()
        .WithTeam("payments", "costCentre: '0123'", "match: [{ aws.account: ['1', '2'] }, { tag.team: pay }]")
        .WithTeam("web")
        .With("AllocationRules", "allocation/rules.yaml", "order:", "  - { name: r1, when: { service: X, region: Y }, assign: web }", "  - { name: r2, when: { service: Z }, split: { by: even } }")
        .With("budgets/2026.csv", "team,currency,2026-10\npayments,USD,100.10\n");

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("teams/payments.yaml", "costCentre: '0123'", "costCentre: 0123   # text all the same")]
    [InlineData("teams/payments.yaml", "['1', '2']", "['2', '1']")]
    [InlineData("teams/payments.yaml", "[{ aws.account: ['1', '2'] }, { tag.team: pay }]", "[{ tag.Squad: PAY }, { subAccountId: ['1', '2'] }]")]
    [InlineData("teams/payments.yaml", "owner: payments@acme.test", "owner: else@acme.test")]
    [InlineData("allocation/rules.yaml", "service: X, region: Y", "region: Y, service: X")]
    [InlineData("budgets/2026.csv", "100.10", "\"100.1\"")]
    [InlineData("costguard.yaml", "timeZone: Europe/Berlin", "timeZone: UTC")]
    public void Of_WhatMovesNoMoney_IsTheSame(string file, string text, string instead) => Assert.Equal(Before(file, text, instead), _home.Read().MoneyHash);

    [Theory]
    [InlineData("teams/payments.yaml", "'1', '2'", "'1', '3'")]
    [InlineData("teams/payments.yaml", "2026-01", "2026-02")]
    [InlineData("allocation/rules.yaml", "by: even", "by: cost")]
    [InlineData("allocation/rules.yaml", "assign: web", "assign: payments")]
    [InlineData("budgets/2026.csv", "100.10", "100.11")]
    [InlineData("costguard.yaml", "currency: USD", "currency: EUR")]
    public void Of_WhatMovesMoney_Differs(string file, string text, string instead) => Assert.NotEqual(Before(file, text, instead), _home.Read().MoneyHash);

    [Fact]
    public void Of_RulesInAnotherOrder_Differs()
    {
        string before = _home.Read().MoneyHash;
        _home.With("AllocationRules", "allocation/rules.yaml", "order:", "  - { name: r2, when: { service: Z }, split: { by: even } }", "  - { name: r1, when: { service: X, region: Y }, assign: web }");
        Assert.NotEqual(before, _home.Read().MoneyHash);
        Assert.Matches("^[0-9a-f]{64}$", before);
    }

    private string Before(string file, string text, string instead)
    {
        string before = _home.Read().MoneyHash;
        string path = _home.Home.Combine(file.Split('/'));
        string old = File.ReadAllText(path);
        Assert.Contains(text, old, StringComparison.Ordinal);
        File.WriteAllText(path, old.Replace(text, instead, StringComparison.Ordinal));
        return before;
    }
}
