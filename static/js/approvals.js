// Choosing all weeks that wait with one press; without this each is ticked.

const boxes = [...document.querySelectorAll("#approve input[name=week]")];
const all = document.getElementById("choose-all");

if (all && boxes.length > 1) {
  all.hidden = false;
  all.addEventListener("click", () => {
    const whole = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !whole;
  });
}
