using CostGuard.Core.Configuration;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

public sealed class WebhookFilesTests : IDisposable
{
    private readonly HomeFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Read_AllKeys_AreTaken()
    {
        _home.WithTeam("payments").With("Webhook", "webhooks/bus.yaml",
            "format: standard", "url: { secretRef: env:HOOK_URL }", "secrets: [{ secretRef: env:NEW }, { secretRef: env:OLD }]", "events: [budget.threshold_crossed]", "teams: [payments, all]");

        WebhookConfig hook = Assert.Single(_home.Read().Webhooks);

        Assert.Equal(("bus", WebhookFormat.Standard, "env:HOOK_URL"), (hook.Name, hook.Format, hook.Url.SecretRef));
        Assert.Equal(["env:NEW", "env:OLD"], hook.Secrets.Select(secret => secret.SecretRef));
        Assert.Equal(["budget.threshold_crossed"], hook.Events);
        Assert.Equal(["payments", "all"], hook.Teams);
    }

    [Theory]
    [InlineData("webhooks/bus.yaml:5:3", "needs \"secrets\"", "format: standard", "url: https://hooks.acme.test/x")]
    [InlineData("webhooks/bus.yaml:6:8", "begins with https://", "format: slack", "url: hooks.acme.test")]
    [InlineData("webhooks/bus.yaml:7:12", "budget.threshold_crossed", "format: slack", "url: https://hooks.acme.test/x", "events: [budget.crossed]")]
    [InlineData("webhooks/bus.yaml:7:11", "paymets", "format: slack", "url: https://hooks.acme.test/x", "teams: [paymets]")]
    public void Read_Wrong_IsNamedByPlace(string place, string words, params string[] spec)
    {
        _home.WithTeam("payments").With("Webhook", "webhooks/bus.yaml", spec);

        Assert.Contains(_home.Lines(), line => line.StartsWith(place, StringComparison.Ordinal) && line.Contains(words, StringComparison.Ordinal));
    }
}
