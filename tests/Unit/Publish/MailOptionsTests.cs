using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Publish;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CostGuard.Unit.Publish;

public sealed class MailOptionsTests
{
    private static readonly MailOptions[] Wrong =
    [
        new() { Port = 0 }, new() { MaxAttachmentMb = 0 }, new() { TimeoutSeconds = 0 }, new() { From = "nobody" },
        new() { User = "u", PasswordRef = "env:P", Tls = MailTls.None }, new() { User = "u" }, new() { User = "u", PasswordRef = "hunter2" }, new() { CertificateSha256 = "12" },
    ];

    [Fact]
    public void Check_Wrong_RefusedWithoutNamingTheSecret() => Assert.All(Wrong, options =>
    {
        CostGuardException refused = Assert.Throws<CostGuardException>(() => PublishServices.Check(options));
        Assert.Equal(("CG4010", 2), (refused.Problem.Code, refused.ExitCode));
        Assert.All(refused.Problems, problem => Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal));
    });

    [Fact]
    public void ToString_PasswordPutInTheWrongPlace_IsNotShown() =>
        Assert.DoesNotContain("hunter2", new MailOptions { Host = "smtp.acme.test", User = "hunter2", PasswordRef = "hunter2" }.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("", false, "eml-folder")]
    [InlineData("smtp.acme.test", true, "eml-folder")]
    [InlineData("smtp.acme.test", false, "smtp")]
    public void AddPublish_HostAndDryRun_ChooseTheChannel(string host, bool dryRun, string key)
    {
        using ServiceProvider services = new ServiceCollection()
            .AddPublish(new MailOptions { Host = host, DryRun = dryRun }, new WebhookOptions(), new HomeFolder(Path.GetTempPath())).BuildServiceProvider();
        Assert.Equal(key, services.GetRequiredService<IMailTransport>().Key);
        Assert.NotNull(services.GetRequiredService<IMailComposer>());
    }
}
