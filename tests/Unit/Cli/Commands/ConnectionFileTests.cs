using CostGuard.Cli.Commands;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Unit.Cli.Configuration;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

public sealed class ConnectionFileTests
{
    [Fact]
    public void Write_ReadBack_GivesTheSameSettingsAndSecretsByReference()
    {
        string yaml = ConnectionFile.Write(
            "acme-aws",
            "aws",
            [("export", "s3://acme-billing/focus/acme"), ("billingAccount", "012345678901"), ("note", "a \"quoted\" no: #1\ttab")],
            [("assumeRole", "arn:aws:iam::111122223333:role/CostGuardReader"), ("externalId", "env:ACME_EXTERNAL_ID")]);
        using HomeFixture home = new HomeFixture().With("connections/acme-aws.yaml", yaml);

        Connection read = Assert.Single(home.Read().Connections);

        Assert.Equal(("acme-aws", "aws"), (read.Name, read.Provider));
        // Zeros and odd characters stay what they are.
        Assert.Equal(("s3://acme-billing/focus/acme", "012345678901", "a \"quoted\" no: #1\ttab"), (read.Source["export"], read.Source["billingAccount"], read.Source["note"]));
        Assert.Equal(new AuthValue(null, "env:ACME_EXTERNAL_ID"), read.Auth["externalId"]);
        Assert.Equal(new AuthValue("arn:aws:iam::111122223333:role/CostGuardReader", null), read.Auth["assumeRole"]);
    }

    [Theory]
    [InlineData("Acme")]
    [InlineData("../acme")]
    [InlineData("a")]
    public void Write_NameThatIsNone_IsRefused(string name) =>
        Assert.Equal(2, Assert.Throws<CostGuardException>(() => ConnectionFile.Write(name, "folder", [("path", "x")], [])).ExitCode);
}
