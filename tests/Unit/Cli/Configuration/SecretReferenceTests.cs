using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

/// <summary>A secret in place of its reference is refused where it is read, and not repeated.</summary>
public sealed class SecretReferenceTests : IDisposable
{
    private readonly HomeFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("env:ACME_SECRET", true)]
    [InlineData("file:/run/secrets/acme", true)]
    [InlineData("hunter2hunter2", false)]
    [InlineData("\"12345678\"", false)]
    [InlineData("env:hunter2!", false)]
    [InlineData("\"\"", false)]
    public void Read_SecretRef_IsAReference(string reference, bool accepted)
    {
        _home.With("Connection", "connections/acme.yaml", "provider: aws", "source: { export: \"s3://acme/focus\" }", $"auth: {{ secretAccessKey: {{ secretRef: {reference} }} }}");

        if (accepted)
        {
            Assert.Empty(_home.Lines());
            return;
        }

        string line = Assert.Single(_home.Lines());
        Assert.Contains("CG2011 \"secretRef\" must be a reference: env:NAME or file:PATH; its value is not shown.", line, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", line, StringComparison.Ordinal);
    }
}
