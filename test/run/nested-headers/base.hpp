#pragma once
typedef int Small;
