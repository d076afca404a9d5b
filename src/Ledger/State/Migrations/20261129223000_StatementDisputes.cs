using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CostGuard.Ledger.State.Migrations
{
    /// <inheritdoc />
    public partial class StatementDisputes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "DisputesJson",
                table: "Statements",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "DisputesJson",
                table: "Statements");
        }
    }
}
