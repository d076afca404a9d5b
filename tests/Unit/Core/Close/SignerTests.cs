using CostGuard.Core.Close;
using Xunit;

namespace CostGuard.Unit.Core.Close;

public sealed class SignerTests
{
    [Theory]
    [InlineData("fin@acme.example", true)]
    [InlineData(" FIN@Acme.Example ", true)]
    [InlineData("fin@acme.example.", true)]
    [InlineData("fin+close@acme.example", true)]
    [InlineData("ｆin@acme.example", true)]
    [InlineData("cfo@acme.example", false)]
    [InlineData("fin@other.example", false)]
    public void AreSame_SpellingsOfOneMailbox_AreOnePerson(string other, bool same) => Assert.Equal(same, Signer.AreSame("fin@acme.example", other));

    [Theory]
    [InlineData("bob")]
    [InlineData("@acme.example")]
    [InlineData("bob@localhost")]
    [InlineData("bob@acme.example, ann@acme.example")]
    [InlineData("Bob <bob@acme.example>")]
    [InlineData("")]
    [InlineData(null)]
    public void MailboxOf_NoAddress_IsNothing(string? text) => Assert.Null(Signer.MailboxOf(text));
}
