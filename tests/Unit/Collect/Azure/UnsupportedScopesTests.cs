using CostGuard.Collect.Azure;
using CostGuard.Core.Errors;
using Xunit;

namespace CostGuard.Unit.Collect.Azure;

public sealed class UnsupportedScopesTests : IDisposable
{
    private const string Scope = "/subscriptions/11111111-1111-1111-1111-111111111111";
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 5, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costguard-unsupported-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Of_TheNextDay_IsTheAnswerThatWasGivenWithItsDays()
    {
        At(Monday).Remember(Scope, new CostGuardException(7, AzureQueryErrors.Unsupported.At("The offer is not served.")));

        CostGuardException? answer = At(Monday.AddDays(1)).Of(Scope.ToUpperInvariant());

        Assert.Equal(AzureQueryErrors.Unsupported.Code, answer!.Problem.Code);
        Assert.StartsWith("The offer is not served. Answered on 2026-11-16; asked again on 2026-11-23, or once ", answer.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AWeekLaterOrAnotherScope_IsToBeAsked()
    {
        At(Monday).Remember(Scope, new CostGuardException(7, AzureQueryErrors.Unsupported.At("no")));

        Assert.Null(At(Monday.AddDays(7)).Of(Scope));
        Assert.Null(At(Monday).Of("/subscriptions/22222222-2222-2222-2222-222222222222"));
    }

    [Fact]
    public void Remember_OtherRefusals_AreForgotten()
    {
        At(Monday).Remember(Scope, new CostGuardException(4, AzureQueryErrors.NoAccess.At("no role")));

        Assert.Null(At(Monday).Of(Scope));
    }

    [Fact]
    public void Of_BrokenFile_IsToBeAsked()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "unsupported.json"), "{");

        Assert.Null(At(Monday).Of(Scope));
    }

    private UnsupportedScopes At(DateTimeOffset now) => new(Path.Combine(_folder.FullName, "unsupported.json"), now);
}
